// What load.ts derived, by partition, as sums of apps, servers and the cluster that tell when a part of them is missing.
import { KEPT_METRICS, type Depth, type LoadField } from "#pegasus/kept-metrics.ts";
import type { Breather } from "./breather.ts";
import { WHOLE, type Gatherer } from "./gatherer.ts";
import type { LoadTables } from "#pegasus/load.ts";

/** The busiest are kept; a table of ten thousand partitions still is whole. */
const MOST_PARTITIONS = 10_000;
/** Who the busiest are is looked at again after so many rounds. */
const ROUNDS_A_CHOICE = 30;

const LOAD = KEPT_METRICS.flatMap((metric) =>
  metric.origin.from === "load" ? [{ ...metric, field: metric.origin.field }] : [],
);
const WHOLES = new Set<LoadField>(["readP99Ns", "writeP99Ns", "cacheHits"]);
const SUMMED = LOAD.filter(({ field }) => !WHOLES.has(field));
const PER_PARTITION = SUMMED.filter(({ scopes }) => scopes.includes("partition"));

export class LoadReducer {
  /** Reads and writes per second of each partition when they were last known. */
  private weights = new Map<string, number>();
  private chosen: { readonly ids: ReadonlySet<string>; left: number } | null = null;

  /** What rounds of this depth tell, and lesser ones do not. */
  async reduce(tables: LoadTables, depth: Depth, into: Gatherer, breather: Breather): Promise<void> {
    const weights = new Map<string, number>();
    const summed = SUMMED.filter((metric) => metric.depth === depth);
    const perPartition = PER_PARTITION.filter((metric) => metric.depth === depth);
    const chosen = this.choice(tables.partitions);
    for (const [id, load] of tables.partitions) {
      const { readQps, writeQps } = load;
      const now = readQps === null && writeQps === null ? null : (readQps ?? 0) + (writeQps ?? 0);
      const weight = this.weights.get(id) ?? now;
      const next = now ?? weight;
      if (next !== null) weights.set(id, next);
      const app = id.slice(0, id.indexOf("."));
      for (const { name, field, scopes } of summed) {
        const value = load[field];
        into.add(name, "cluster", WHOLE, value, weight);
        into.add(name, "app", app, value, weight);
        if (load.primary !== null && scopes.includes("server")) into.add(name, "server", load.primary, value, weight);
      }
      if (chosen === null || chosen.has(id))
        for (const { name, field } of perPartition) into.set(name, "partition", id, load[field]);
      await breather.breathe();
    }
    this.weights = weights;
    if (depth !== "load") return;
    for (const { name, field } of LOAD) {
      if (field !== "readP99Ns" && field !== "writeP99Ns") continue;
      into.set(name, "cluster", WHOLE, tables.cluster[field]);
      for (const [id, app] of tables.apps) into.set(name, "app", id, app[field]);
      for (const [server, node] of tables.nodes) into.set(name, "server", server, node[field]);
    }
    for (const [id, { cacheHits }] of tables.apps) into.set("block_cache_hits", "app", id, cacheHits);
  }

  /** Null: all. */
  private choice(partitions: LoadTables["partitions"]): ReadonlySet<string> | null {
    if (partitions.size <= MOST_PARTITIONS) return null;
    if (this.chosen === null || this.chosen.left-- <= 0) {
      const weightOf = (id: string): number => this.weights.get(id) ?? 0;
      const ids = [...partitions.keys()].toSorted((a, b) => weightOf(b) - weightOf(a)).slice(0, MOST_PARTITIONS);
      this.chosen = { ids: new Set(ids), left: ROUNDS_A_CHOICE };
    }
    return this.chosen.ids;
  }
}
