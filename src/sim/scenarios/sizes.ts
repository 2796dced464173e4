// Scenarios of clusters without tables and with many.
import { STOCK_PLAN } from "../model/plan.ts";
import { NO_FEATURES } from "../model/feature-plan.ts";
import type { TablePlan } from "../model/tables.ts";
import { chance, keyOf } from "../random.ts";
import type { Scenario } from "./scenario.ts";

export const EMPTY = {
  name: "empty",
  title: "A cluster without a single table.",
  plan: { ...STOCK_PLAN, tables: [], features: NO_FEATURES },
} as const satisfies Scenario;

const TABLES = 1000;
const SUBJECTS = ["orders", "users", "events", "sessions", "stock", "search", "feed", "audit", "ads", "devices"];
const TEAMS = ["pay", "shop", "mail", "maps", "news", "chat", "game", "home", "cloud", "label"];

/** 50,000 partitions together: most tables are small, some large. */
function tableOf(index: number): TablePlan {
  const large = index % 10 === 0;
  const partitions = large ? 256 : index % 9 === 1 ? 64 : 24;
  const busy = chance(keyOf("large", index)) ** 4;
  return {
    id: index + 1,
    name: `${TEAMS[index % 10] ?? ""}_${SUBJECTS[Math.floor(index / 10) % 10] ?? ""}_${index}`,
    partitions,
    copies: 3,
    age: 900 - index * 0.8,
    envs: index % 4 === 0 ? { default_ttl: "2592000" } : {},
    rates: { get: 3 + 900 * busy, multi_get: 120 * busy, put: 1 + 300 * busy, remove: 15 * busy },
    recordBytes: 150 + Math.floor(1800 * chance(keyOf("record", index))),
    sizeMb: partitions * (20 + 900 * busy),
    cacheHits: 0.6 + 0.39 * chance(keyOf("cache", index)),
    skew: 0.15,
  };
}

/** Brings the sum of partitions to the very number. */
function fitted(tables: readonly TablePlan[], wanted: number): TablePlan[] {
  const sum = tables.reduce((total, { partitions }) => total + partitions, 0);
  return tables.map((table, index) =>
    index === 0 ? { ...table, partitions: table.partitions + wanted - sum } : table,
  );
}

export const LARGE = {
  name: "large",
  title: "100 replica servers, 1,000 tables and 50,000 partitions with 3 copies each.",
  plan: {
    ...STOCK_PLAN,
    replicas: 100,
    features: NO_FEATURES,
    tables: fitted(
      Array.from({ length: TABLES }, (_, index) => tableOf(index)),
      50_000,
    ),
  },
} as const satisfies Scenario;
