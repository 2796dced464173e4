// One partition of a table: its configuration as the leader meta keeps it, and the replicas that it has or had on nodes.
import type { Partition as PartitionAnswer } from "#pegasus/answers/app.ts";
import type { Kind, PartitionLoad } from "./partition-load.ts";

/** A time in which a node held a copy. Counters of reads rise in spells as primary only, those of writes in all (6.6). */
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

/** Hears of each replica that comes, changes its role or goes (null), so that nobody has to count them. */
export type ReplicaWatch = (replica: Replica, before: ReplicaRole | null, after: ReplicaRole | null) => void;

export interface PartitionPlan {
  readonly tableId: number;
  readonly index: number;
  /** `max_replica_count`; 0 for the child of a split that is not registered yet. */
  readonly copies: number;
  readonly ballot: bigint;
  readonly load: PartitionLoad;
}

export class Partition {
  readonly tableId: number;
  readonly index: number;
  readonly load: PartitionLoad;
  copies: number;
  ballot: bigint;
  primary: string | null = null;
  secondaries: readonly string[] = [];
  /** Nodes that fell out of the configuration and still have their copy, the latest last. */
  dropped: readonly string[] = [];
  /** Since the present leader leads. */
  readonly history = { changes: 0, unwritable: 0, writable: 0 };
  private held: readonly Replica[] = [];
  private readonly watch: ReplicaWatch;

  constructor({ tableId, index, copies, ballot, load }: PartitionPlan, watch: ReplicaWatch) {
    this.tableId = tableId;
    this.index = index;
    this.copies = copies;
    this.ballot = ballot;
    this.load = load;
    this.watch = watch;
  }

  /** The copies that it has and, while nodes still list them, those that it had. */
  get replicas(): readonly Replica[] {
    return this.held;
  }

  replicaOn(node: string): Replica | undefined {
    return this.held.find((replica) => replica.node === node);
  }

  /** Puts the first configuration in force; each node has held its copy since `since(node)`. */
  place(configuration: Configuration, since: (node: string) => number): void {
    this.primary = configuration.primary;
    this.secondaries = configuration.secondaries;
    for (const [node, role] of this.roles()) this.open(node, role, since(node), false);
  }

  /** Puts another configuration in force, `steps` reconfigurations later. Who falls out of it keeps its copy and waits. */
  reconfigure({ primary, secondaries }: Configuration, steps: number, at: number): void {
    const before = new Map(this.roles());
    this.primary = primary;
    this.secondaries = secondaries;
    this.ballot += BigInt(steps);
    this.history.changes += steps;
    const after = new Map(this.roles());
    for (const [node, role] of before) {
      if (after.get(node) === role) continue;
      this.close(node, at);
      if (!after.has(node)) this.become(node, "waiting");
    }
    for (const [node, role] of after) {
      if (before.get(node) !== role) this.open(node, role, at, role === "secondary");
    }
  }

  /** Who serves it now, and how. */
  roles(): (readonly [node: string, role: Spell["role"]])[] {
    const { primary } = this;
    return [
      ...(primary === null ? [] : [[primary, "primary"] as const]),
      ...this.secondaries.map((node) => [node, "secondary"] as const),
    ];
  }

  /** The copy on `node` is now this to it; a node that has none gets one. */
  become(node: string, role: ReplicaRole): Replica {
    const known = this.replicaOn(node);
    const replica = known ?? { partition: this, node, role, spells: [] };
    const before = known === undefined ? null : known.role;
    if (known === undefined) this.held = [...this.held, replica];
    replica.role = role;
    if (before !== role) this.watch(replica, before, role);
    return replica;
  }

  /** Nothing is left of the copy on `node`, not even its metrics. */
  forget(node: string): void {
    const replica = this.replicaOn(node);
    if (replica === undefined) return;
    this.held = this.held.filter((other) => other !== replica);
    this.watch(replica, replica.role, null);
  }

  private open(node: string, role: Spell["role"], from: number, learned: boolean): void {
    this.become(node, role).spells.push({ role, from, to: null, learned });
  }

  private close(node: string, at: number): void {
    const last = this.replicaOn(node)?.spells.at(-1);
    if (last !== undefined) last.to = at;
  }

  /** As `/meta/app?detail` shows it. */
  answer(): PartitionAnswer {
    const { index: pidx, copies: max, ballot, primary, secondaries } = this;
    const live = (primary === null ? 0 : 1) + secondaries.length;
    return { pidx, ballot, replica_count: { live, max }, primary, secondaries: [...secondaries] };
  }
}

/**
 * Load that a replica has seen, in seconds of mean load of its partition, since its process started. `which` spells count:
 * `primary` only (reads, sizes of writes) or `all` (writes are applied by every copy).
 */
export function loadSeen(replica: Replica, which: "primary" | "all", kind: Kind, since: number, now: number): number {
  const { load } = replica.partition;
  return replica.spells
    .filter(({ role }) => which === "all" || role === which)
    .reduce((sum, { from, to }) => sum + load.seen(kind, Math.max(from, since), to ?? now), 0);
}
