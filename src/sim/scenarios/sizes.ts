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

const SUBJECTS = ["orders", "users", "events", "sessions", "stock", "search", "feed", "audit", "ads", "devices"];
const TEAMS = ["pay", "shop", "mail", "maps", "news", "chat", "game", "home", "cloud", "label"];

/** 1,000 tables, 50,000 partitions together. */
const SIZES: readonly (readonly [tables: number, partitions: number])[] = [
  [60, 256],
  [150, 64],
  [775, 32],
  [15, 16],
];

function tableOf(partitions: number, index: number): TablePlan {
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

/** Large and small ones in no order, as they were made over the years. */
function manyTables(): TablePlan[] {
  return SIZES.flatMap(([tables, partitions]) => Array.from({ length: tables }, () => partitions))
    .map((partitions, index) => ({ partitions, draw: chance(keyOf("age", index)) }))
    .toSorted((a, b) => a.draw - b.draw)
    .map(({ partitions }, index) => tableOf(partitions, index));
}

export const LARGE = {
  name: "large",
  title: "100 replica servers, 1,000 tables and 50,000 partitions with 3 copies each.",
  plan: { ...STOCK_PLAN, replicas: 100, features: NO_FEATURES, tables: manyTables() },
} as const satisfies Scenario;
