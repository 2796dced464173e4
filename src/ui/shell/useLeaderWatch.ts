import { useState } from "react";
import type { RosterEntry } from "#api/clusters.ts";
import type { Leadership } from "../parts/LeaderContext.ts";

interface Watch extends Leadership {
  readonly cluster: string;
}

/**
 * Follows who leads from one roster to the next; that nobody does for a while is no move.
 * @param at when the roster was answered, ms since epoch
 */
export function useLeaderWatch(cluster: string, roster: readonly RosterEntry[] | null, at: number): Leadership {
  const [watch, setWatch] = useState<Watch>({ cluster, leader: null, movedAt: null });
  const next = followLeader(watch, cluster, roster, at);
  if (next !== watch) setWatch(next);
  return next;
}

export function followLeader(watch: Watch, cluster: string, roster: readonly RosterEntry[] | null, at: number): Watch {
  const leader = roster?.find((entry) => entry.leader)?.server ?? null;
  if (watch.cluster !== cluster) return { cluster, leader, movedAt: null };
  if (leader === null || leader === watch.leader) return watch;
  return { cluster, leader, movedAt: watch.leader === null ? watch.movedAt : at };
}
