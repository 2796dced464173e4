// How replica servers fetch copies (reference 6.3): a few at a time, in the time that their data takes.
import { chance, keyOf } from "../random.ts";
import type { Partition } from "./partition.ts";
import type { Surroundings } from "./surroundings.ts";

type Place = Pick<Surroundings, "seed" | "times" | "now" | "schedule" | "processAt">;

export class Learning {
  /** Copies that each node is fetching. */
  private readonly busy = new Map<string, Set<Partition>>();
  /** Slots of each node that are not free again yet. */
  private readonly resting = new Map<string, number>();
  private readonly place: Place;
  /** A copy is whole and has joined. */
  private readonly joined: (partition: Partition, node: string, at: number) => void;

  constructor(place: Place, joined: (partition: Partition, node: string, at: number) => void) {
    this.place = place;
    this.joined = joined;
  }

  /**
   * `node` begins to make a copy, which its own old one shortens. False when it fetches as many as it may: the flag
   * `learn_app_max_concurrent_count` says how many. The primary must be there, and nobody else be learning.
   */
  start(partition: Partition, node: string, at: number): boolean {
    const process = this.place.processAt(node);
    const busy = this.busy.get(node) ?? new Set();
    this.busy.set(node, busy);
    const hasOld = partition.replicaOn(node)?.role === "waiting";
    if (!hasOld && !this.hasRoom(node)) return false;
    const takes = this.duration(partition, node, hasOld);
    const { primary } = partition;
    busy.add(partition);
    partition.learner = node;
    partition.learnerSince = at;
    partition.become(node, "learning");
    this.place.schedule.plan(at + takes, (due) => {
      if (partition.learner !== node || !busy.has(partition)) return; // given up meanwhile
      const isSound = partition.primary === primary && this.place.processAt(node) === process && process.state === "up";
      this.stop(partition, Math.max(0, this.place.times.learnSlot - takes));
      if (!isSound) return;
      partition.addSecondary(node, due);
      this.joined(partition, node, due);
    });
    return true;
  }

  /** Whether it would begin to fetch another copy. */
  hasRoom(node: string): boolean {
    return this.fetching(node) < Number(this.place.processAt(node).flags.value("learn_app_max_concurrent_count"));
  }

  /** How many copies the node is fetching. */
  pending(node: string): number {
    return this.busy.get(node)?.size ?? 0;
  }

  /** Gives up what the partition's learner has fetched by now. `rest`: ms until the node takes another one in its place. */
  stop(partition: Partition, rest = 0): void {
    const node = partition.learner;
    if (node === null) return;
    partition.learner = null;
    this.busy.get(node)?.delete(partition);
    if (rest > 0) this.rest(node, rest);
    if (partition.dropped.some((other) => other.node === node)) partition.become(node, "waiting");
    else if (partition.replicaOn(node)?.spells.length === 0) partition.forget(node);
    else partition.close(node);
  }

  /** The node does not answer any more, and fetches nothing. */
  lost(node: string): void {
    for (const partition of this.busy.get(node) ?? []) this.stop(partition);
  }

  private rest(node: string, ms: number): void {
    this.resting.set(node, (this.resting.get(node) ?? 0) + 1);
    this.place.schedule.plan(this.place.now + ms, () => {
      this.resting.set(node, (this.resting.get(node) ?? 1) - 1);
    });
  }

  /** Copies that are made from nothing, or were a moment ago. */
  private fetching(node: string): number {
    let count = this.resting.get(node) ?? 0;
    for (const { dropped } of this.busy.get(node) ?? []) if (dropped.every((other) => other.node !== node)) count++;
    return count;
  }

  private duration(partition: Partition, node: string, hasOld: boolean): number {
    const { seed, times } = this.place;
    const least = times.catchUp * (0.6 + 0.8 * chance(keyOf(seed, "learn", partition.tableId, partition.index, node)));
    // A new table's partitions are empty, whatever they will hold once clients have filled them.
    const isEmpty = partition.ballot < 3n && partition.dropped.length === 0;
    return hasOld || isEmpty ? least : least + partition.load.sizeMb * times.fetchMb;
  }
}
