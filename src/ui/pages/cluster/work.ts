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

type Counts = Pick<CompactionFact, "queued" | "running">;

/** Of each table that is being compacted, by id, what each server has still to do. */
export type Compactions = ReadonlyMap<string, ReadonlyMap<string, Counts>>;

export function compacting({ answers }: Work): Compactions {
  const tables = new Map<string, Map<string, Counts>>();
  for (const [server, { entities }] of answers) {
    for (const { attributes, metrics } of entities) {
      const of = (wanted: string): number => Number(metrics.find(({ name }) => name === wanted)?.value ?? 0);
      const [queued, running] = [of(QUEUED), of(RUNNING)];
      if (queued + running === 0) continue;
      const id = attributes["table_id"] ?? "";
      const servers = tables.get(id) ?? new Map<string, Counts>();
      const before = servers.get(server) ?? { queued: 0, running: 0 };
      servers.set(server, { queued: before.queued + queued, running: before.running + running });
      tables.set(id, servers);
    }
  }
  return tables;
}

/** `names` by table id; `still`: since when a table's counts have not moved, and `now` where that is not known, ms since epoch. */
export function compactionFacts(
  tables: Compactions,
  names: ReadonlyMap<string, string>,
  still: ReadonlyMap<string, { readonly since: number }>,
  now: number,
): CompactionFact[] {
  return [...tables].map(([id, servers]) => {
    const counts = [...servers.values()];
    return {
      app: names.get(id) ?? `table ${id}`,
      queued: counts.reduce((sum, { queued }) => sum + queued, 0),
      running: counts.reduce((sum, { running }) => sum + running, 0),
      servers: [...servers.keys()],
      stillSince: still.get(id)?.since ?? now,
    };
  });
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
