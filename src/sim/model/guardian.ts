// What the leader does about partitions that lack copies (reference 6.3, 6.4, 9.2 and recordings 00, 06, 06b and 10b; in the source
// meta/partition_guardian.cpp): a dead primary is replaced by a secondary at once; a missing copy is waited for, then made elsewhere.
import type { Learning } from "./learning.ts";
import { isAbove } from "./level.ts";
import type { Partition } from "./partition.ts";
import type { Surroundings } from "./surroundings.ts";

export class Guardian {
  /** Partitions that have not all their copies. */
  readonly ill = new Set<Partition>();
  private readonly place: Surroundings;
  private readonly learning: Learning;
  /** From when on the leader knows what a node holds, ms since the epoch; a node that was always there is not in it. */
  private readonly collected = new Map<string, number>();
  private roundPlanned = false;

  constructor(place: Surroundings, learning: Learning) {
    this.place = place;
    this.learning = learning;
  }

  /** To be told of each change of a configuration. */
  changed(partition: Partition, at: number): void {
    if (isIll(partition)) this.ill.add(partition);
    else this.ill.delete(partition);
    this.planRound(at);
  }

  /** The table is gone: nothing of it is mended any more. */
  release(partition: Partition): void {
    this.learning.stop(partition);
    this.ill.delete(partition);
  }

  /** The node will tell what it holds only at `at`: then partitions that wait for nobody else get their primary back. */
  collectsFrom(node: string, at: number): void {
    this.collected.set(node, at);
    this.place.schedule.plan(at, (due) => {
      if (this.collected.get(node) !== at) return;
      for (const { partition } of this.place.census.heldBy(node))
        if (partition.primary === null) this.look(partition, due);
    });
  }

  /** Does for one partition what can be done at once; one step may allow the next. */
  look(partition: Partition, at: number): void {
    this.assign(partition, at);
    if (!this.mayMend(partition) || partition.primary === null || partition.learner !== null) return;
    const node = this.nextCopy(partition, at);
    if (node !== null) this.learning.start(partition, node, at);
  }

  /** Gives a partition a primary that has none. */
  assign(partition: Partition, at: number): void {
    if (partition.primary !== null || !this.mayMend(partition)) return;
    const heir = this.heirOf(partition, at);
    if (heir !== null) partition.promote(heir, at);
  }

  private mayMend(partition: Partition): boolean {
    const { leader, level, tables } = this.place;
    if (!isIll(partition) || leader === null || !isAbove(level, "freezed")) return false;
    return tables.withId(partition.tableId)?.status === "available";
  }

  /** A new leader looks at everything in its first round. */
  takeOver(at: number): void {
    this.planRound(at);
  }

  /** Looks at everything that is ill, as the leader does in each round: those first that cannot be written to. */
  round(at: number): void {
    const minimum = this.writeMinimum();
    const ill = [...this.ill];
    for (const partition of ill) if (partition.live < minimum) this.look(partition, at);
    for (const partition of ill) if (partition.live >= minimum) this.look(partition, at);
  }

  private writeMinimum(): number {
    return Number(this.place.flags.value("mutation_2pc_min_replica_count"));
  }

  private planRound(at: number): void {
    if (this.roundPlanned || this.ill.size === 0) return;
    this.roundPlanned = true;
    const { schedule, times } = this.place;
    schedule.plan(this.place.lastRound(at) + times.round, (due) => {
      this.roundPlanned = false;
      this.round(due);
      this.planRound(due);
    });
  }

  /** Alive, and known for what it has. */
  private canServe(node: string, at: number): boolean {
    const { isAlive, processAt } = this.place;
    return isAlive(node) && processAt(node).state === "up" && at >= (this.collected.get(node) ?? 0);
  }

  /** Who becomes the primary of a partition that has none; null while nobody can. */
  private heirOf(partition: Partition, at: number): string | null {
    const alive = partition.secondaries.filter((node) => this.place.isAlive(node) && this.isServing(node));
    if (partition.secondaries.length > 0) return this.fewestPrimaries(alive);
    // Whoever fell out last has the newest data; others would lose some.
    const last = partition.dropped.at(-1);
    if (last !== undefined) return this.canServe(last.node, at) ? last.node : null;
    if (partition.ballot > 0n) return null;
    return this.fewestPrimaries(this.place.aliveNodes().filter((node) => this.canServe(node, at)));
  }

  private isServing(node: string): boolean {
    return this.place.processAt(node).state === "up";
  }

  /** Who gets the copy that is missing; null while the one that fell out is waited for. */
  private nextCopy(partition: Partition, at: number): string | null {
    const last = partition.dropped.at(-1);
    const minimum = this.writeMinimum();
    const isUrgent =
      last === undefined ||
      (partition.copies > minimum && partition.live < minimum) ||
      at >= last.at + this.place.times.dropout;
    if (!isUrgent) return this.canServe(last.node, at) ? last.node : null;
    const returned = partition.dropped.findLast(({ node }) => this.canServe(node, at));
    if (returned !== undefined) return returned.node;
    const members = new Set(partition.roles().map(([node]) => node));
    const others = this.place
      .aliveNodes()
      .filter((node) => !members.has(node) && this.canServe(node, at) && this.learning.hasRoom(node));
    const counts = this.place.census.counts();
    const total = (node: string): number => {
      const { primary, secondary } = counts.get(node) ?? { primary: 0, secondary: 0 };
      return primary + secondary + this.learning.pending(node);
    };
    return least(others, total);
  }

  private fewestPrimaries(nodes: readonly string[]): string | null {
    const counts = this.place.census.counts();
    return least(nodes, (node) => counts.get(node)?.primary ?? 0);
  }
}

/** A split child that is not registered yet lacks nothing. */
function isIll({ primary, live, copies }: Partition): boolean {
  return copies > 0 && (primary === null || live < copies);
}

/** The first of those with the lowest count; null of none. */
function least(nodes: readonly string[], count: (node: string) => number): string | null {
  let found: string | null = null;
  let lowest = Infinity;
  for (const node of nodes) {
    const its = count(node);
    if (its < lowest) [found, lowest] = [node, its];
  }
  return found;
}
