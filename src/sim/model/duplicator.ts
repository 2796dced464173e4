// What a primary does for one duplication: it reads its log, ships it, and remembers how far it has come
// (replica/duplication/replica_duplicator.cpp).
import type { FailMode } from "#pegasus/answers/duplication.ts";
import type { Partition } from "./partition.ts";
import type { Process } from "./process.ts";
import type { RemoteCluster } from "./remote-clusters.ts";

const SECOND = 1000;

/** A write that cannot be shipped is skipped after the client's time-out, one batch after the other. */
const SKIPPED_PER_SECOND = 0.1;

/** How many writes a partition has committed by a moment (ms since the epoch). */
export type Committed = (partition: Partition, at: number) => number;

/** What the node has learned of the duplication at its last sync. */
export interface Orders {
  readonly duplicating: boolean;
  readonly failMode: FailMode;
}

export class Duplicator {
  readonly process: Process;
  readonly partition: Partition;
  orders: Orders;
  /** What the meta has confirmed; -1 before it has. */
  confirmed: number;
  private readonly committed: Committed;
  private shippedTo: number;
  private shippedAt: number;

  /** It goes on where the meta knows the last one to have come, or begins with what is committed now. */
  constructor(
    process: Process,
    partition: Partition,
    orders: Orders,
    confirmed: number,
    committed: Committed,
    at: number,
  ) {
    this.process = process;
    this.partition = partition;
    this.orders = orders;
    this.confirmed = confirmed;
    this.committed = committed;
    this.shippedTo = confirmed < 0 ? committed(partition, at) : confirmed;
    this.shippedAt = at;
  }

  /** The last write that has been shipped by `now`. */
  shipped(remote: RemoteCluster, now: number): number {
    return Math.floor(this.position(remote, now));
  }

  /** What has been shipped so far stays so, whatever becomes of the remote cluster and the orders. */
  settle(remote: RemoteCluster, now: number): number {
    this.shippedTo = this.position(remote, now);
    this.shippedAt = now;
    return Math.floor(this.shippedTo);
  }

  /** With a fraction: what ships one write a minute gets there, too. */
  private position(remote: RemoteCluster, now: number): number {
    const { duplicating, failMode } = this.orders;
    if (!duplicating) return this.shippedTo;
    const skipping = failMode === "FAIL_SKIP" ? SKIPPED_PER_SECOND : 0;
    const pace = remote.reachable ? remote.perSecond : skipping;
    const able = this.shippedTo + ((now - this.shippedAt) / SECOND) * pace;
    const there = this.committed(this.partition, now - remote.latency);
    return Math.max(this.shippedTo, Math.min(able, there));
  }
}
