// One replica that a node lists, with the moments at which its gauges were taken (reference 3.5 and 3.7).
import type { Replica, Spell } from "../model/partition.ts";
import type { Process } from "../model/process.ts";
import type { World } from "../model/world.ts";
import { chance, keyOf } from "../random.ts";
import { ReplicaLoad } from "./replica-load.ts";
import { latestRound } from "./rounds.ts";

const SECOND = 1000;
/** A process that has just started opens its replicas between the first of these, ms after its start, and as much as the second later
 * (recording 07f). */
const [OPENS, WITHIN] = [1.2 * SECOND, 3.5 * SECOND];

export class HeldReplica {
  readonly replica: Replica;
  readonly load: ReplicaLoad;
  /** When this process opened it, ms since the epoch. */
  readonly openedAt: number;
  private taken: ReplicaLoad | null | undefined;
  /** ms of the timer that takes its `rdb_` gauges (flag `update_rdb_stat_interval`). */
  private readonly interval: number;

  constructor(load: ReplicaLoad, openedAt: number, interval: number) {
    this.load = load;
    this.replica = load.replica;
    this.openedAt = openedAt;
    this.interval = interval;
  }

  /** As it was when its gauges were taken last; null before the first time. A closed one's rest. */
  get gauges(): ReplicaLoad | null {
    if (this.taken === undefined) {
      const { load, interval, openedAt } = this;
      const end = this.replica.role === "closed" ? (this.replica.spells.at(-1)?.to ?? load.now) : load.now;
      const round = latestRound(Math.min(end, load.now), openedAt, interval, chance(load.key) * interval);
      this.taken = round === null ? null : load.at(round);
    }
    return this.taken;
  }

  /** Its part in the configuration at a moment. */
  roleAt(at: number): Spell["role"] | null {
    const spell = this.replica.spells.findLast(({ from, to }) => from <= at && (to === null || to > at));
    return spell?.role ?? null;
  }
}

/** All that a node has on disk, opened by now or not: open ones, and those closed less than some 20 minutes ago. */
export interface NodeReplicas {
  readonly listed: readonly HeldReplica[];
  /** How many its process has still to open. */
  readonly opening: number;
}

export function replicasOn(world: World, process: Process, now: number): NodeReplicas {
  const { address, flags, startedAt } = process;
  const interval = Number(flags.value("update_rdb_stat_interval")) * SECOND * world.times.scale;
  const isFresh = startedAt > world.began;
  const listed: HeldReplica[] = [];
  let opening = 0;
  for (const replica of world.heldBy(address)) {
    const table = world.tables.withId(replica.partition.tableId);
    if (table === undefined) continue;
    const [first] = replica.spells;
    const load = new ReplicaLoad(table, replica, process, now);
    const takes = isFresh ? (OPENS + WITHIN * chance(keyOf(load.key, "opens"))) * world.times.scale : 0;
    const openedAt = Math.max(startedAt + takes, first?.from ?? 0);
    if (openedAt <= now) listed.push(new HeldReplica(load, openedAt, interval));
    else opening++;
  }
  return { listed, opening };
}
