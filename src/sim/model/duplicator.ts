// What a primary does for one duplication: it reads its log, ships it, and remembers how far it has come
// (replica/duplication/replica_duplicator.cpp).
import type { FailMode } from "#pegasus/answers/duplication.ts";
import type { Progress, Reporter } from "./duplication.ts";
import type { Partition } from "./partition.ts";
import type { Process } from "./process.ts";
import type { RemoteCluster } from "./remote-clusters.ts";

const SECOND = 1000;

/** A write that cannot be shipped is skipped after the client's time-out, one batch after the other. */
const SKIPPED_PER_SECOND = 0.1;

/** A batch that nobody takes is sent again when the client's time-out is over and a second more. */
const RETRY = 11 * SECOND;

/** How many writes a partition has committed by a moment (ms since the epoch). */
export type Committed = (partition: Partition, at: number) => number;

/** How far a primary has come: it has a duplicator, and it has shipped something. */
export type DuplicationStage = "none" | "prepared" | "shipping";

/** What the node has learned of the duplication at its last sync. */
export interface Orders {
  readonly duplicating: boolean;
  readonly failMode: FailMode;
}

interface Post {
  readonly process: Process;
  readonly partition: Partition;
  readonly remote: () => RemoteCluster;
  readonly committed: Committed;
}

/** Nobody counts while it ships: how far it has come is worked out from the last change when somebody asks. */
export class Duplicator implements Reporter {
  readonly process: Process;
  readonly partition: Partition;
  private readonly remote: Post["remote"];
  private readonly committed: Committed;
  private present: Orders;
  /** What the meta knew at the last change, and how far it had come then; ms since the epoch. */
  private before: Progress;
  private shippedTo: number;
  private changedAt: number;
  private failedBefore = 0;
  /** The first and the last sync since the last change. */
  private syncs: { readonly first: number; readonly last: number } | null = null;

  /** It goes on where the meta knows the last one to have come, or begins with what is committed now. */
  constructor({ process, partition, remote, committed }: Post, orders: Orders, before: Progress, at: number) {
    this.process = process;
    this.partition = partition;
    this.remote = remote;
    this.committed = committed;
    this.present = orders;
    this.before = before;
    this.shippedTo = before.confirmed < 0 ? committed(partition, at) : before.confirmed;
    this.changedAt = at;
  }

  get orders(): Orders {
    return this.present;
  }

  /** What the meta knows of it. Only a sync that has something to confirm tells what is committed by then. */
  get progress(): Progress {
    if (this.syncs === null) return this.before;
    const confirmed = this.shipped(this.syncs.last);
    if (confirmed === this.before.confirmed) return this.before;
    const reported = this.pace() > 0 ? this.syncs.last : this.syncs.first;
    return { confirmed, lastCommitted: this.committed(this.partition, reported) };
  }

  /** Reports, and hears its orders. */
  sync(orders: Orders, at: number): void {
    this.syncs = { first: this.syncs?.first ?? at, last: at };
    if (orders.duplicating === this.present.duplicating && orders.failMode === this.present.failMode) return;
    this.settle(at);
    this.present = orders;
  }

  /** The last write that has been shipped by `now`. */
  shipped(now: number): number {
    return Math.floor(this.position(now));
  }

  /** Requests to the remote cluster that have failed by `now`. */
  failed(now: number): number {
    const { reachable } = this.remote();
    if (reachable || !this.present.duplicating) return this.failedBefore;
    return this.failedBefore + Math.floor((now - this.changedAt) / RETRY);
  }

  /** To be called before anything changes that it goes by: what has been shipped so far stays so. */
  settle(now: number): void {
    this.before = this.progress;
    this.failedBefore = this.failed(now);
    this.shippedTo = this.position(now);
    this.changedAt = now;
    this.syncs = null;
  }

  /** Writes per second that it could ship. */
  private pace(): number {
    const { duplicating, failMode } = this.present;
    if (!duplicating) return 0;
    const { reachable, perSecond } = this.remote();
    if (reachable) return perSecond;
    return failMode === "FAIL_SKIP" ? SKIPPED_PER_SECOND : 0;
  }

  /** With a fraction: what ships one write a minute gets there, too. */
  private position(now: number): number {
    const pace = this.pace();
    if (pace === 0) return this.shippedTo;
    const able = this.shippedTo + ((now - this.changedAt) / SECOND) * pace;
    const there = this.committed(this.partition, now - this.remote().latency);
    return Math.max(this.shippedTo, Math.min(able, there));
  }
}
