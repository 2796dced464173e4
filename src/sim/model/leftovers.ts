// What is left of copies that moved away: their node throws them out, and their metrics stay for about 20 minutes (9.2).
import { chance, keyOf } from "../random.ts";
import type { Partition, Replica } from "./partition.ts";
import type { Surroundings } from "./surroundings.ts";

export class Leftovers {
  /** When each closed copy is forgotten, ms since the epoch. */
  private readonly due = new Map<Replica, number>();
  private readonly place: Surroundings;

  constructor(place: Surroundings) {
    this.place = place;
  }

  /** The partition has all its copies: what others still hold of it is not wanted any more. */
  release(partition: Partition, at: number): void {
    for (const replica of partition.replicas) this.releaseOne(replica, at);
  }

  /** The node has told what it holds. */
  sweep(node: string, at: number): void {
    for (const replica of this.place.census.heldBy(node)) {
      const { primary, live, copies } = replica.partition;
      if (primary !== null && live >= copies) this.releaseOne(replica, at);
    }
  }

  /** The table of these copies is gone. */
  close(partition: Partition, at: number): void {
    for (const replica of partition.replicas) this.closeOne(replica, at);
  }

  /** A new process at the node: it knows nothing of the copies that the old one had closed. */
  restarted(node: string): void {
    for (const { partition, role } of this.place.census.heldBy(node)) if (role === "closed") partition.forget(node);
  }

  private releaseOne(replica: Replica, at: number): void {
    if (replica.role !== "waiting" || this.place.processAt(replica.node).state !== "up") return;
    this.closeOne(replica, at);
  }

  private closeOne(replica: Replica, at: number): void {
    const { partition, node } = replica;
    const { seed, schedule, times, processAt } = this.place;
    partition.close(node);
    processAt(node).thrownOut.push(at);
    const more = chance(keyOf(seed, "closed", partition.tableId, partition.index, node));
    const due = at + times.closedReplica + more * times.closedReplicaMore;
    this.due.set(replica, due);
    schedule.plan(due, () => {
      if (this.due.get(replica) !== due) return;
      this.due.delete(replica);
      if (replica.role === "closed" && partition.replicaOn(node) === replica) partition.forget(node);
    });
  }
}
