// What can be charted under a name: a metric that the history keeps, or one of the catalogue, which servers tell live. Pure.
import { METRICS } from "#pegasus/catalog/metrics.ts";
import { ENTITY_TYPES, type EntityType, type MetricFact } from "#pegasus/catalog/types.ts";
import { PERCENTILES, type Percentile } from "#pegasus/answers/metrics.ts";
import { keptMetric, type KeptMetric, type LoadField, type Scope } from "#pegasus/kept-metrics.ts";
import type { Quantity } from "../parts/chart/unit.ts";

/** `entity`: each entity as servers name it, where there is nothing better to call it by. */
export type ChartScope = Scope | "entity";

/** Where values come from while a page is open. */
export type LiveOrigin =
  | { readonly from: "load"; readonly field: LoadField }
  | {
      /** Each replica server, or the leading meta. */
      readonly from: "servers" | "leader";
      readonly entity: EntityType;
      readonly metric: string;
      readonly field: "value" | Percentile;
    };

export interface Measured {
  readonly name: string;
  /** How its chart is called: as the servers call it. */
  readonly label: string;
  readonly quantity: Quantity;
  readonly meaning: string;
  readonly scopes: readonly ChartScope[];
  /** Null: the history does not keep it. */
  readonly kept: KeptMetric | null;
  readonly live: LiveOrigin;
}

const KINDS = ["Gauge", "Counter", "Percentile"] as const;

const LIVE_SCOPES: Readonly<Record<EntityType, readonly ChartScope[]>> = {
  server: ["cluster", "server"],
  replica: ["cluster", "server", "app", "partition"],
  table: ["cluster", "app"],
  partition: ["cluster", "app", "partition"],
  disk: ["cluster", "server", "disk"],
  profiler: ["task"],
  queue: ["server", "queue"],
  connection: ["entity"],
  latency_tracer: ["entity"],
  backup_policy: ["entity"],
};

/** Null: there is no such metric. A percentile's name ends in `.p50` to `.p999`; without it p99 is meant. */
export function measured(name: string): Measured | null {
  const kept = keptMetric(name);
  if (kept !== undefined) return ofKept(kept);
  const [, bare = name, ending] = /^(.*)\.(p\d+)$/.exec(name) ?? [];
  const fact = METRICS.find((one) => one.name === bare) ?? readForeign(bare);
  const percentile = PERCENTILES.find((one) => one === ending);
  if (fact === undefined || (ending !== undefined && (percentile === undefined || fact.kind !== "Percentile")))
    return null;
  return ofCatalogue(bare, fact, percentile ?? "p99");
}

/** A metric that the catalogue lacks, by what its server says of it. */
export interface Foreign {
  readonly role: string;
  readonly entity: string;
  readonly name: string;
  readonly kind: string;
  readonly unit: string;
}

/** `replica:server:brand_new:Gauge:Things`, for addresses. Null: nobody knows how to draw it. */
export function writeForeign({ role, entity, name, kind, unit }: Foreign): string | null {
  const text = [role, entity, name, kind, unit].join(":");
  return readForeign(text) === undefined ? null : text;
}

function readForeign(text: string): MetricFact | undefined {
  const [role = "", entityText = "", name = "", kindText = "", unit = "", ...rest] = text.split(":");
  const entity = ENTITY_TYPES.find((one) => one === entityText);
  const kind = KINDS.find((one) => one === kindText);
  const plain = /^\w+$/.test(name) && /^\w+$/.test(unit) && rest.length === 0;
  if (entity === undefined || kind === undefined || !plain) return undefined;
  const servers = role === "meta" ? (["meta"] as const) : (["replica"] as const);
  return { name, entity, kind, unit, servers, meaning: "Not in this dashboard's catalogue" };
}

function ofKept(kept: KeptMetric): Measured {
  const { name, kind, unit, meaning, scopes } = kept;
  return { name, label: name, quantity: { kind, unit }, meaning, scopes, kept, live: liveOf(kept) };
}

function liveOf({ origin, kind }: KeptMetric): LiveOrigin {
  switch (origin.from) {
    case "load":
      return { from: "load", field: origin.field };
    case "task":
      return { from: "servers", entity: "profiler", metric: origin.metric, field: origin.field };
    case "leader":
      return { from: "leader", entity: "server", metric: origin.metric, field: "value" };
    case "table":
      return { from: "leader", entity: "table", metric: origin.metric, field: "value" };
    case "replica":
    case "server":
    case "disk":
    case "queue": {
      const field = kind === "percentile" ? "p99" : "value";
      return { from: "servers", entity: origin.from, metric: origin.metric, field };
    }
  }
}

function ofCatalogue(key: string, fact: MetricFact, percentile: Percentile): Measured {
  const { name, entity, kind, unit, servers, meaning } = fact;
  const ofMeta = !servers.includes("replica");
  const isPercentile = kind === "Percentile";
  return {
    name: isPercentile ? `${key}.${percentile}` : key,
    label: isPercentile ? `${name}.${percentile}` : name,
    quantity: { kind: isPercentile ? "percentile" : kind === "Counter" ? "counter" : "gauge", unit },
    meaning,
    scopes: LIVE_SCOPES[entity],
    kept: null,
    live: {
      from: ofMeta ? "leader" : "servers",
      entity,
      metric: name,
      field: isPercentile ? percentile : "value",
    },
  };
}

/** `wide`: the history keeps all that it can; where there are many replicas it keeps load, what is not of replicas, and of percentiles p99. */
export function isRemembered({ kept }: Measured, wide: boolean): boolean {
  if (kept === null) return false;
  const { origin } = kept;
  return wide || (origin.from !== "replica" && (origin.from !== "task" || origin.field === "p99"));
}
