// The busiest partitions of the whole cluster, out of the sampler's latest round. Pure.
import type { Top, TopPartition } from "#api/load.ts";
import type { HotWatch } from "./hot-watch.ts";
import type { Finished } from "./load-views.ts";

/** Which partitions to name: the `most` busiest, and `also` these, as `2.7`. */
export interface TopWanted {
  readonly most: number;
  readonly also: ReadonlySet<string>;
}

/** By requests per second, the most first; hot ones are named whatever their rank. */
export function topOf(
  latest: Pick<Finished, "places" | "tables"> | null,
  hot: HotWatch,
  { most, also }: TopWanted,
): Pick<Top, "of" | "partitions"> {
  if (latest === null) return { of: 0, partitions: [] };
  const { partitions: loads, apps } = latest.tables;
  const busy = [...loads]
    .map(([id, load]) => ({ id, load, total: (load.readQps ?? 0) + (load.writeQps ?? 0) }))
    .toSorted((a, b) => b.total - a.total);
  const named = busy.flatMap(({ id, load }, rank): TopPartition[] => {
    const [appId = 0, partition = 0] = id.split(".").map(Number);
    const heat = hot.of(appId, partition);
    const table = latest.places.tables.get(appId);
    const wanted = rank < most || heat !== null || also.has(id);
    if (table === undefined || !wanted) return [];
    const scores = hot.scoresOf(appId);
    const sums = apps.get(String(appId));
    return [
      {
        appId,
        app: table.detail.general.app_name,
        partition,
        primary: load.primary,
        readQps: load.readQps,
        writeQps: load.writeQps,
        appReadQps: sums?.readQps ?? null,
        appWriteQps: sums?.writeQps ?? null,
        readScore: scores?.reads[partition] ?? null,
        writeScore: scores?.writes[partition] ?? null,
        hot: heat,
      },
    ];
  });
  return { of: busy.length, partitions: named };
}
