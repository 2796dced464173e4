// One partition of a table: its configuration as the leader meta keeps it, and the replicas that it has or had on nodes.
import type { Partition as PartitionAnswer } from "#pegasus/answers/app.ts";
import { partitionClass } from "#pegasus/health.ts";
import type { Kind, PartitionLoad } from "./partition-load.ts";

/** A time in which a node served a copy. Counters of reads rise in spells as primary only, those of writes in all (6.6). */
export interface Spell {
  readonly role: "primary" | "secondary";
  /** ms since the epoch; `to` is null while it lasts. */
  readonly from: number;
  to: number | null;
  /** The copy was fetched from another node, instead of being there all the time. */
  readonly learned: boolean;
}

/**
 * What a copy is to its node now: in the configuration, being fetched, out of the configuration and waiting to join it again, or
 * closed, with nothing left of it but its metrics.
 */
export type ReplicaRole = "primary" | "secondary" | "learning" | "waiting" | "closed";

export interface Replica {
  readonly partition: Partition;
  readonly node: string;
  role: ReplicaRole;
  readonly spells: Spell[];
}

/** Which nodes serve a partition. */
export interface Configuration {
  readonly primary: string | null;
  readonly secondaries: readonly string[];
}

/** Who keeps count of what happens to partitions. */
export interface PartitionKeeper {
  /** The flag `mutation_2pc_min_replica_count` of the leader. */
  readonly writeMinimum: () => number;
  /** Whether the server on `node` serves its replicas now. */
  readonly serves: (node: string) => boolean;
  /** The configuration is about to change: the last moment to look at it. */
  readonly changing: (partition: Partition, at: number) => void;
  readonly changed: (partition: Partition, at: number) => void;
  /** A replica comes (from null), changes its role or goes (to null). */
  readonly moved: (replica: Replica, before: ReplicaRole | null, after: ReplicaRole | null) => void;
}

export interface PartitionPlan {
  readonly tableId: number;
  readonly index: number;
  /** `max_replica_count`; 0 for the child of a split that is not registered yet. */
  readonly copies: number;
  readonly ballot: bigint;
  readonly load: PartitionLoad;
}

/** A node that fell out of the configuration and still has its copy. */
interface Dropped {
  readonly node: string;
  /** ms since the epoch. */
  readonly at: number;
}

export class Partition {
  readonly tableId: number;
  readonly index: number;
  readonly load: PartitionLoad;
  copies: number;
  ballot: bigint;
  primary: string | null = null;
  secondaries: readonly string[] = [];
  /** The latest last. */
  dropped: readonly Dropped[] = [];
  /** The node that is fetching a copy. */
  learner: string | null = null;
  /** Since when, ms since the epoch. */
  learnerSince = 0;
  /** Since the present leader leads. */
  readonly history = { changes: 0, unwritable: 0, writable: 0 };
  private held: readonly Replica[] = [];
  private readonly keeper: PartitionKeeper;

  constructor({ tableId, index, copies, ballot, load }: PartitionPlan, keeper: PartitionKeeper) {
    this.tableId = tableId;
    this.index = index;
    this.copies = copies;
    this.ballot = ballot;
    this.load = load;
    this.keeper = keeper;
  }

  /** The copies that it has and, while nodes still list them, those that it had. */
  get replicas(): readonly Replica[] {
    return this.held;
  }

  /** As an answer has it, for whoever judges its health. */
  get replica_count(): { readonly max: number } {
    return { max: this.copies };
  }

  /** How many copies serve it. */
  get live(): number {
    return (this.primary === null ? 0 : 1) + this.secondaries.length;
  }

  replicaOn(node: string): Replica | undefined {
    return this.held.find((replica) => replica.node === node);
  }

  /** Who serves it now, and how. */
  roles(): (readonly [node: string, role: Spell["role"]])[] {
    const { primary } = this;
    return [
      ...(primary === null ? [] : [[primary, "primary"] as const]),
      ...this.secondaries.map((node) => [node, "secondary"] as const),
    ];
  }

  /** Puts the first configuration in force; each node has held its copy since `since(node)`. */
  place({ primary, secondaries }: Configuration, since: (node: string) => number): void {
    this.primary = primary;
    this.secondaries = secondaries;
    for (const [node, role] of this.roles()) {
      this.become(node, role).spells.push({ role, from: since(node), to: null, learned: false });
    }
  }

  /** `node` becomes the primary, out of the secondaries or from outside. */
  promote(node: string, at: number): void {
    this.reconfigure({ primary: node, secondaries: this.secondaries.filter((other) => other !== node) }, at);
  }

  /** The primary becomes the last of the secondaries. */
  demote(at: number): void {
    const { primary, secondaries } = this;
    if (primary !== null) this.reconfigure({ primary: null, secondaries: [...secondaries, primary] }, at);
  }

  /** `node` joins as the last of the secondaries. `learned`: its copy was fetched from another node. */
  addSecondary(node: string, at: number, learned = true): void {
    this.reconfigure({ primary: this.primary, secondaries: [...this.secondaries, node] }, at, learned);
  }

  /** `node` falls out of the configuration and keeps its copy. */
  drop(node: string, at: number): void {
    const primary = this.primary === node ? null : this.primary;
    this.dropped = [...this.dropped.filter((other) => other.node !== node), { node, at }];
    this.reconfigure({ primary, secondaries: this.secondaries.filter((other) => other !== node) }, at);
  }

  /** Nobody serves it any more: its table was dropped. */
  clear(at: number): void {
    this.reconfigure({ primary: null, secondaries: [] }, at);
  }

  /** The same configuration once more: a primary that was restarted forces its ballot up. */
  forceBallot(at: number): void {
    this.reconfigure({ primary: this.primary, secondaries: this.secondaries }, at);
  }

  private reconfigure({ primary, secondaries }: Configuration, at: number, learned = true): void {
    this.keeper.changing(this, at);
    const wasWritable = this.isWritable();
    const before = this.roles().map(([node]) => node);
    this.primary = primary;
    this.secondaries = secondaries;
    this.ballot++;
    this.history.changes++;
    const after = new Map(this.roles());
    for (const node of before) if (!after.has(node)) this.become(node, "waiting");
    for (const [node, role] of after) this.become(node, role);
    this.refresh(at, learned ? (secondaries.find((node) => !before.includes(node)) ?? null) : null);
    this.dropped = this.dropped.filter(({ node }) => !after.has(node));
    const isWritable = this.isWritable();
    if (wasWritable && !isWritable) this.history.unwritable++;
    if (!wasWritable && isWritable) this.history.writable++;
    this.keeper.changed(this, at);
  }

  /** The copy on `node` is now this to it; a node that has none gets one. */
  become(node: string, role: ReplicaRole): Replica {
    const known = this.replicaOn(node);
    const replica = known ?? { partition: this, node, role, spells: [] };
    const before = known === undefined ? null : known.role;
    if (known === undefined) this.held = [...this.held, replica];
    replica.role = role;
    if (before !== role) this.keeper.moved(replica, before, role);
    return replica;
  }

  /** The copy on `node` is not wanted any more: only its metrics stay. */
  close(node: string): void {
    this.dropped = this.dropped.filter((other) => other.node !== node);
    this.become(node, "closed");
  }

  /** Nothing is left of the copy on `node`, not even its metrics. */
  forget(node: string): void {
    const replica = this.replicaOn(node);
    if (replica === undefined) return;
    this.held = this.held.filter((other) => other !== replica);
    this.dropped = this.dropped.filter((other) => other.node !== node);
    this.keeper.moved(replica, replica.role, null);
  }

  /** As `/meta/app?detail` shows it. */
  answer(): PartitionAnswer {
    const { index: pidx, copies: max, ballot, primary, secondaries, live } = this;
    return { pidx, ballot, replica_count: { live, max }, primary, secondaries: [...secondaries] };
  }

  /**
   * Copies serve while their primary does. To be called when a server of one has come or gone. `learned`: the node whose copy has just
   * been fetched from another.
   */
  refresh(at: number, learned: string | null = null): void {
    const isServed = this.primary !== null && this.keeper.serves(this.primary);
    for (const { node, role, spells } of this.held) {
      const isMember = role === "primary" || role === "secondary";
      const serving = isServed && isMember && this.keeper.serves(node) ? role : null;
      const last = spells.at(-1);
      const open = last?.to === null ? last : undefined;
      if ((open?.role ?? null) === serving) continue;
      if (open !== undefined) open.to = at;
      if (serving !== null) spells.push({ role: serving, from: at, to: null, learned: learned === node });
    }
  }

  private isWritable(): boolean {
    const found = partitionClass(this, this.keeper.writeMinimum());
    return found === "healthy" || found === "writable-ill";
  }
}

/**
 * Load that a replica has seen, in seconds of mean load of its partition, since its process started. `which` spells count:
 * `primary` only (reads, sizes of writes) or `all` (writes are applied by every copy).
 */
export function loadSeen(replica: Replica, which: "primary" | "all", kind: Kind, since: number, now: number): number {
  const { load } = replica.partition;
  let sum = 0;
  for (const { role, from, to } of replica.spells)
    if (which === "all" || role === which) sum += load.seen(kind, Math.max(from, since), to ?? now);
  return sum;
}
