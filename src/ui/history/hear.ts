// What servers answer to `/metrics`, round by round, as rows of a chart: counters as rates between two answers of the same process,
// several entities of one thing as their sum or their highest. Pure.
import type { Entity, Metric, Metrics } from "#pegasus/answers/metrics.ts";
import { rateOf } from "#pegasus/load-sample.ts";
import type { ChartScope, LiveOrigin, Measured } from "./measured.ts";
import { remembered, type Row } from "./rows.ts";

/** Null metrics: it did not answer. */
export interface Heard {
  readonly server: string;
  /** When it answered, or did not, ms since epoch. */
  readonly at: number;
  readonly metrics: Metrics | null;
}

export interface LiveMemory {
  readonly rows: readonly Row[];
  /** By server and entity, as of the last row. */
  readonly last: ReadonlyMap<string, Raw>;
}

export const NOTHING_HEARD: LiveMemory = { rows: [], last: new Map() };

interface Raw {
  readonly ns: number | bigint;
  readonly values: ReadonlyMap<string, number | bigint>;
}

type Origin = Exclude<LiveOrigin, { readonly from: "load" }>;

export interface Wanted {
  readonly origin: Origin;
  readonly quantity: Measured["quantity"];
  readonly scope: ChartScope;
  /** Empty: all. Of partitions an app's id stands for all of its. */
  readonly ids: readonly string[];
  /** ms between two questions. */
  readonly expected: number;
}

/**
 * A row is made when every server has answered anew, or failed to, or when somebody keeps the others waiting for too long. The same memory
 * when it is not.
 */
export function hear(memory: LiveMemory, heard: readonly Heard[], wanted: Wanted): LiveMemory {
  const before = memory.rows.at(-1)?.at ?? 0;
  const ats = heard.map(({ at }) => at);
  const newest = Math.max(0, ...ats);
  const complete = heard.length > 0 && Math.min(...ats) > before;
  if (!complete && newest - before < 2 * wanted.expected) return memory;
  if (newest <= before || heard.length === 0) return memory;
  const last = new Map<string, Raw>();
  const values = new Map<string, number | null>();
  let missing = false;
  for (const { server, at, metrics } of heard) {
    if (metrics === null || at <= before) {
      missing = true;
      continue;
    }
    last.set(server, rawOf(metrics, wanted.origin));
    for (const [id, value] of valuesOf(server, metrics, memory.last.get(server), wanted)) {
      values.set(id, values.has(id) ? fold(wanted, values.get(id) ?? null, value) : value);
    }
  }
  // Where a part is missing, what is made of several servers is not known.
  const torn = missing && (wanted.scope === "cluster" || wanted.scope === "app" || wanted.scope === "partition");
  return { rows: remembered(memory.rows, { at: newest, values: torn ? new Map() : values }), last };
}

function entitiesOf(metrics: Metrics, { entity, metric }: Origin): { entity: Entity; found: Metric }[] {
  return metrics.entities.flatMap((one) => {
    const found = one.type === entity ? one.metrics.find(({ name }) => name === metric) : undefined;
    return found === undefined ? [] : [{ entity: one, found }];
  });
}

function rawOf(metrics: Metrics, origin: Origin): Raw {
  const values = new Map(
    entitiesOf(metrics, origin).flatMap(({ entity, found }) => {
      const value = found[origin.field];
      return value === undefined ? [] : [[entity.id, value] as const];
    }),
  );
  return { ns: metrics.timestamp_ns, values };
}

function valuesOf(
  server: string,
  metrics: Metrics,
  before: Raw | undefined,
  wanted: Wanted,
): ReadonlyMap<string, number | null> {
  const { origin, quantity, scope, ids } = wanted;
  const seconds = before === undefined ? 0 : Number(BigInt(metrics.timestamp_ns) - BigInt(before.ns)) / 1e9;
  const values = new Map<string, number | null>();
  for (const { entity, found } of entitiesOf(metrics, origin)) {
    const id = groupOf(server, entity, scope);
    if (!isWanted(id, scope, ids)) continue;
    const raw = found[origin.field];
    const value =
      raw === undefined
        ? null
        : quantity.kind === "counter"
          ? rateOf(before?.values.get(entity.id), raw, seconds)
          : quantity.kind === "percentile" && Number(raw) === 0
            ? null // not computed yet, or it never happened
            : Number(raw);
    values.set(id, values.has(id) ? fold(wanted, values.get(id) ?? null, value) : value);
  }
  return values;
}

function fold({ quantity, origin }: Wanted, a: number | null, b: number | null): number | null {
  const highest =
    quantity.kind === "percentile" || quantity.unit === "Amplification" || origin.metric.includes("_max_");
  if (highest) return a === null ? b : b === null ? a : Math.max(a, b);
  return a === null || b === null ? null : a + b;
}

function groupOf(server: string, { id, attributes }: Entity, scope: ChartScope): string {
  switch (scope) {
    case "cluster":
      return "";
    case "server":
      return server;
    case "app":
      return attributes["table_id"] ?? id;
    case "partition":
      return `${attributes["table_id"] ?? id}.${attributes["partition_id"] ?? ""}`;
    case "disk":
      return `${server}/${attributes["tag"] ?? id}`;
    case "task":
      return `${server}/${attributes["task_name"] ?? id.replace("task@", "")}`;
    case "queue":
      return `${server}/${id.replace("queue@", "").replace(/\.\d+$/, "")}`;
    case "entity":
      return `${server} ${id}`;
  }
}

function isWanted(id: string, scope: ChartScope, ids: readonly string[]): boolean {
  if (ids.length === 0 || ids.includes(id)) return true;
  const [head = ""] = id.split(scope === "partition" ? "." : "/");
  return ids.includes(head);
}
