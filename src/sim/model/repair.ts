// What the leader does to partitions when nodes die and come back (reference 6.1 to 6.4 and 9.2, ballots as in recording 06):
// a dead primary is replaced by the first secondary (two ballots), a dead secondary leaves (one), a copy that is back joins (one).
import { partitionClass } from "#pegasus/health.ts";
import type { Partition } from "./partition.ts";

/** How far a node that came back is: none of its copies, those that nobody else has, or all. */
export type Returned = "nothing" | "only copies" | "everything";

export interface Situation {
  readonly alive: (node: string) => boolean;
  readonly returned: (node: string) => Returned;
  /** Function level `freezed`: dead primaries step down, nothing else happens (6.4). */
  readonly freezed: boolean;
  /** The flag `mutation_2pc_min_replica_count`. */
  readonly writeMinimum: number;
}

/** Brings one partition in line with the situation. */
export function repairPartition(partition: Partition, situation: Situation, at: number): void {
  const wasWritable = isWritable(partition, situation.writeMinimum);
  stepDown(partition, situation, at);
  if (!situation.freezed) {
    promote(partition, situation, at);
    welcome(partition, situation, at);
  }
  const writable = isWritable(partition, situation.writeMinimum);
  if (wasWritable && !writable) partition.history.unwritable++;
  if (!wasWritable && writable) partition.history.writable++;
}

function isWritable(partition: Partition, minimum: number): boolean {
  const found = partitionClass(partition.answer(), minimum);
  return found === "healthy" || found === "writable-ill";
}

function stepDown(partition: Partition, { alive }: Situation, at: number): void {
  const { primary, secondaries } = partition;
  if (primary === null || alive(primary)) return;
  partition.dropped = [...partition.dropped, primary];
  partition.reconfigure({ primary: null, secondaries }, 1, at);
}

function promote(partition: Partition, { alive }: Situation, at: number): void {
  const gone = partition.secondaries.filter((node) => !alive(node));
  const live = partition.secondaries.filter((node) => alive(node));
  partition.dropped = [...partition.dropped, ...gone];
  const [heir, ...rest] = live;
  if (partition.primary === null && heir !== undefined) {
    partition.reconfigure({ primary: heir, secondaries: rest }, 1, at);
  } else if (gone.length > 0) {
    partition.reconfigure({ primary: partition.primary, secondaries: live }, gone.length, at);
  }
}

function welcome(partition: Partition, { alive, returned }: Situation, at: number): void {
  for (const node of partition.dropped.toReversed()) {
    const state = alive(node) ? returned(node) : "nothing";
    const { primary, secondaries } = partition;
    if (state === "nothing" || (primary !== null && state === "only copies")) continue;
    if (partition.roles().length >= partition.copies) return;
    partition.dropped = partition.dropped.filter((other) => other !== node);
    const next = primary === null ? { primary: node, secondaries } : { primary, secondaries: [...secondaries, node] };
    partition.reconfigure(next, 1, at);
  }
}
