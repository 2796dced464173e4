// Which partitions stood still all at once. A round that asks for primaries alone does not see that another server serves a partition now:
// the old primary's counters just stop. Until the configuration is read again, nothing is known of such a partition, rather than no load.
import { READ_CU, WRITE_CU } from "./load-metrics.ts";
import { rateOf, secondsBetween, type NodeSample } from "./load-sample.ts";
import type { Round } from "./load.ts";

/** Capacity units a second; what does less may pause by itself. */
const BUSY = 1;

/** Capacity units a second of each partition at its primary, where that told of it in both rounds. */
function unitsOf(before: Round, now: Round): Map<string, number> {
  const units = new Map<string, number>();
  for (const [id, server] of now.primaries) {
    const [earlier, later] = [before.samples.get(server), now.samples.get(server)];
    const [was, is] = [earlier?.replicas.get(id)?.values, later?.replicas.get(id)?.values];
    if (earlier === undefined || later === undefined || was === undefined || is === undefined) continue;
    const seconds = secondsBetween(earlier, later);
    const rates = [READ_CU, WRITE_CU].map((name) => rateOf(was.get(name), is.get(name), seconds));
    if (rates.every((rate) => rate !== null))
      units.set(
        id,
        rates.reduce<number>((sum, rate) => sum + (rate ?? 0), 0),
      );
  }
  return units;
}

/** Those that are busy now, and those that were and do nothing any more. */
export function standingStill(
  before: Round | null,
  now: Round,
  busyBefore: ReadonlySet<string>,
): { readonly busy: ReadonlySet<string>; readonly still: ReadonlySet<string> } {
  const units = before === null ? [] : [...unitsOf(before, now)];
  return {
    busy: new Set(units.flatMap(([id, rate]) => (rate >= BUSY ? [id] : []))),
    still: new Set(units.flatMap(([id, rate]) => (rate === 0 && busyBefore.has(id) ? [id] : []))),
  };
}

/** As if their servers had not told of them. */
export function withoutReplicas(
  samples: ReadonlyMap<string, NodeSample>,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, NodeSample> {
  if (ids.size === 0) return samples;
  return new Map(
    [...samples].map(([server, sample]) => {
      const replicas = new Map([...sample.replicas].filter(([id]) => !ids.has(id)));
      return [server, { ...sample, replicas }];
    }),
  );
}
