// What replicas say of work that is not their clients' (which tables ship their writes, which are being compacted), and what the load
// sampler says of partitions that are hot. Pure.
import type { PartitionLoad } from "#api/load.ts";
import type { Entity, Metrics } from "#pegasus/answers/metrics.ts";
import type { CompactionFact, Fleet, HotFact } from "#pegasus/checks/facts.ts";
import { QUEUED, RUNNING, SHIPS } from "../../queries-health.ts";

type Work = Fleet<Metrics>;

function entitiesOf({ answers }: Work): Entity[] {
  return [...answers.values()].flatMap(({ entities }) => entities);
}

/** Ids of the tables. */
export function shipping(work: Work): Set<string> {
  const ships = ({ metrics }: Entity): boolean => metrics.some(({ name }) => name === SHIPS);
  return new Set(entitiesOf(work).flatMap((entity) => (ships(entity) ? (entity.attributes["table_id"] ?? []) : [])));
}

/** `names` by table id. */
export function compacting(work: Work, names: ReadonlyMap<string, string>): CompactionFact[] {
  const counts = new Map<string, { queued: number; running: number }>();
  for (const { attributes, metrics } of entitiesOf(work)) {
    const id = attributes["table_id"] ?? "";
    const of = (wanted: string): number => Number(metrics.find(({ name }) => name === wanted)?.value ?? 0);
    const before = counts.get(id) ?? { queued: 0, running: 0 };
    counts.set(id, { queued: before.queued + of(QUEUED), running: before.running + of(RUNNING) });
  }
  return [...counts].map(([id, sums]) => ({ app: names.get(id) ?? `table ${id}`, ...sums }));
}

/** The hot ones of a table's partitions, each against the average of all. */
export function hotOf(app: string, partitions: Readonly<Record<string, PartitionLoad>>): HotFact[] {
  const all = Object.entries(partitions);
  return all.flatMap(([index, { hot: kind, readQps, writeQps }]): HotFact[] => {
    if (kind === null) return [];
    const of = (load: Pick<PartitionLoad, "readQps" | "writeQps">): number =>
      (kind === "writes" ? 0 : (load.readQps ?? 0)) + (kind === "reads" ? 0 : (load.writeQps ?? 0));
    const average = all.reduce((sum, [, load]) => sum + of(load), 0) / all.length;
    const rate = of({ readQps, writeQps });
    return [{ app, index: Number(index), kind, rate, times: average === 0 ? 1 : rate / average }];
  });
}
