// Which tables seem to have been reconfigured since their configuration was read: told by the replica servers' own counters, so that the
// leader need not be asked for each table again and again.
import type { Round } from "./load.ts";

/** Counts on the primary only (reference 6.6), so a server on which it rises is one. */
const OF_PRIMARIES = "write_capacity_units";

/** App ids. */
export function movedTables(before: Round | null, now: Round): Set<number> {
  const moved = new Set<number>();
  for (const [id, primary] of now.primaries) {
    // Its primary is silent or dead, or has not got it: another may be primary by now.
    if (now.samples.get(primary)?.replicas.has(id) !== true) moved.add(appOf(id));
  }
  for (const [server, sample] of now.samples) {
    const earlier = before?.samples.get(server);
    if (earlier === undefined) continue;
    for (const [id, replica] of sample.replicas) {
      const primary = now.primaries.get(id);
      if (primary === server || (primary === undefined && now.members?.has(id) !== true)) continue;
      const [was, is] = [earlier.replicas.get(id)?.values.get(OF_PRIMARIES), replica.values.get(OF_PRIMARIES)];
      if (was !== undefined && is !== undefined && is > was) moved.add(appOf(id));
    }
  }
  for (const [id, members] of now.members ?? []) {
    // Without a primary it is about to get one.
    if (!now.primaries.has(id) && members.length > 0) moved.add(appOf(id));
  }
  return moved;
}

function appOf(id: string): number {
  return Number(id.slice(0, id.indexOf(".")));
}
