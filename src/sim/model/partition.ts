// One partition of a table: its configuration as the leader meta keeps it, and the replicas that it has or had on nodes.
import type { Partition as PartitionAnswer } from "#pegasus/answers/app.ts";
import { waveBetween, type Wave } from "./wave.ts";

/** A time in which a node held a copy. Counters of reads rise in spells as primary only, those of writes in all (6.6). */
export interface Spell {
  readonly role: "primary" | "secondary";
  /** ms since the epoch; `to` is null while it lasts. */
  readonly from: number;
  to: number | null;
  /** The copy was fetched from another node, instead of being there all the time. */
  readonly learned: boolean;
}

export interface Replica {
  readonly partition: Partition;
  readonly node: string;
  readonly spells: Spell[];
}

/** Which nodes serve a partition. */
export interface Configuration {
  readonly primary: string | null;
  readonly secondaries: readonly string[];
}

export interface PartitionPlan {
  readonly tableId: number;
  readonly index: number;
  readonly copies: number;
  /** Part of the table's load. */
  readonly share: number;
  /** One copy, MiB. */
  readonly sizeMb: number;
  readonly reads: Wave;
  readonly writes: Wave;
}

export class Partition {
  readonly plan: PartitionPlan;
  ballot: bigint;
  primary: string | null = null;
  secondaries: readonly string[] = [];
  /** Nodes that fell out of the configuration, the latest last. */
  dropped: readonly string[] = [];
  readonly replicas = new Map<string, Replica>();
  /** Since the present leader leads. */
  readonly history = { changes: 0, unwritable: 0, writable: 0 };

  constructor(plan: PartitionPlan, ballot: bigint) {
    this.plan = plan;
    this.ballot = ballot;
  }

  /** Puts the first configuration in force; each node has held its copy since `since(node)`. */
  place({ primary, secondaries }: Configuration, since: (node: string) => number): void {
    this.primary = primary;
    this.secondaries = secondaries;
    for (const [node, role] of this.roles()) this.open(node, role, since(node), false);
  }

  /** Puts another configuration in force, `steps` reconfigurations later. */
  reconfigure({ primary, secondaries }: Configuration, steps: number, at: number): void {
    const before = new Map(this.roles());
    this.primary = primary;
    this.secondaries = secondaries;
    this.ballot += BigInt(steps);
    this.history.changes += steps;
    const after = new Map(this.roles());
    for (const [node, role] of before) if (after.get(node) !== role) this.close(node, at);
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

  private open(node: string, role: Spell["role"], from: number, learned: boolean): void {
    const replica = this.replicas.get(node) ?? { partition: this, node, spells: [] };
    this.replicas.set(node, replica);
    replica.spells.push({ role, from, to: null, learned });
  }

  private close(node: string, at: number): void {
    const last = this.replicas.get(node)?.spells.at(-1);
    if (last !== undefined) last.to = at;
  }

  /** As `/meta/app?detail` shows it. */
  answer(): PartitionAnswer {
    const { index: pidx, copies: max } = this.plan;
    const live = this.roles().length;
    const { ballot, primary, secondaries } = this;
    return { pidx, ballot, replica_count: { live, max }, primary, secondaries: [...secondaries] };
  }
}

/**
 * Load that a replica has seen, in seconds of mean load of its partition, since its process started. `which` spells count:
 * `primary` only (reads, sizes of writes) or `all` (writes are applied by every copy).
 */
export function loadSeen(replica: Replica, which: "primary" | "all", wave: Wave, since: number, now: number): number {
  return replica.spells
    .filter(({ role }) => which === "all" || role === which)
    .reduce((sum, { from, to }) => sum + waveBetween(wave, Math.max(from, since), to ?? now), 0);
}
