// Partition split (reference 6.1, recording 03b): the count doubles at once, and each child is empty (ballot -1, 0/0) until its
// parent has registered it with the parent's own servers and the next ballot.
import type { Guardian } from "./guardian.ts";
import { PartitionLoad } from "./partition-load.ts";
import { Partition, type PartitionKeeper } from "./partition.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Table } from "./table.ts";

/** The environment that a split sets: clients must ask with hashes from then on. */
const VALIDATE = "replica.split.validate_partition_hash";
/** So many partitions of a table split at a time. */
const ABREAST = 4;

export class Split {
  private readonly place: Surroundings;
  private readonly keeper: PartitionKeeper;
  private readonly guardian: Guardian;

  constructor(place: Surroundings, keeper: PartitionKeeper, guardian: Guardian) {
    this.place = place;
    this.keeper = keeper;
    this.guardian = guardian;
  }

  /** @throws when there is no such table, or it is splitting. */
  begin(name: string, now: number): void {
    const table = this.place.tables.named(name);
    if (table?.status !== "available") throw new Error(`There is no table "${name}"`);
    if (isSplitting(table)) throw new Error(`The table "${name}" is splitting already`);
    const parents = table.partitions;
    const children = parents.map((parent) => this.childOf(parent, parents.length));
    table.partitions = [...parents, ...children];
    table.envs.set(VALIDATE, "true");
    const queues = Array.from({ length: ABREAST }, (_, index) =>
      parents.filter((_parent, at) => at % ABREAST === index),
    );
    for (const queue of queues) this.next(table, queue, now);
  }

  private childOf({ tableId, index, load }: Partition, count: number): Partition {
    const plan = { ...load.plan, index: index + count };
    const child = new PartitionLoad(plan);
    return new Partition({ tableId, index: index + count, copies: 0, ballot: -1n, load: child }, this.keeper);
  }

  /** Splits the first of `parents`, then the others. */
  private next(table: Table, parents: readonly Partition[], at: number): void {
    const [parent, ...others] = parents;
    const { schedule, times } = this.place;
    if (parent === undefined) return;
    const child = table.partitions[parent.index + table.partitions.length / 2];
    schedule.plan(at + times.splitPartition + parent.load.sizeMb * times.splitMb, (due) => {
      if (table.status !== "available" || child === undefined) return;
      // A parent without all its copies waits for them.
      if (parent.primary === null || parent.live < parent.copies) {
        this.next(table, parents, due);
        return;
      }
      this.register(parent, child, due);
      this.next(table, others, due);
    });
  }

  private register(parent: Partition, child: Partition, at: number): void {
    const factor = parent.load.factorAt(at) / 2;
    this.keeper.changing(child, at);
    child.copies = parent.copies;
    child.ballot = parent.ballot + 1n;
    child.load.sizeMb = parent.load.sizeMb;
    child.place(parent, () => at);
    for (const half of [parent, child]) half.load.change(at, factor);
    this.guardian.changed(child, at);
  }
}

/** Some of its partitions are not registered yet. */
export function isSplitting({ partitions }: Table): boolean {
  return partitions.some(({ copies }) => copies === 0);
}
