// How the leader's metrics count a table's partitions (reference 6.1): as they were in its last round, up to 10 s ago, while
// `/meta/apps` tells what is (9.2).
import { partitionClass, type PartitionClass } from "#pegasus/health.ts";
import type { Partition } from "./partition.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Table } from "./table.ts";

export type Classes = Readonly<Record<PartitionClass, number>>;

export class TableStatistics {
  private readonly place: Pick<Surroundings, "tables" | "lastRound">;
  private readonly writeMinimum: () => number;
  /** What a table's counts were in the round at `at`, kept when it changed after that round. */
  private readonly kept = new Map<Table, { readonly at: number; readonly classes: Classes }>();
  private readonly changedAt = new Map<Table, number>();

  /** `writeMinimum`: the flag `mutation_2pc_min_replica_count`. */
  constructor(place: Pick<Surroundings, "tables" | "lastRound">, writeMinimum: () => number) {
    this.place = place;
    this.writeMinimum = writeMinimum;
  }

  /** To be told before a configuration changes. */
  changing(partition: Partition, at: number): void {
    const table = this.place.tables.withId(partition.tableId);
    if (table === undefined) return;
    const round = this.place.lastRound(at);
    if ((this.changedAt.get(table) ?? -Infinity) <= round)
      this.kept.set(table, { at: round, classes: this.count(table) });
    this.changedAt.set(table, at);
  }

  /** A new leader has counted nothing yet. */
  takeOver(): void {
    this.kept.clear();
    this.changedAt.clear();
  }

  /** The counts that the leader shows at `now`. */
  of(table: Table, now: number): Classes {
    const kept = this.kept.get(table);
    const changed = this.changedAt.get(table) ?? -Infinity;
    return kept !== undefined && changed > this.place.lastRound(now) ? kept.classes : this.count(table);
  }

  private count({ partitions }: Table): Classes {
    const counts = { dead: 0, unreadable: 0, unwritable: 0, "writable-ill": 0, healthy: 0 };
    const minimum = this.writeMinimum();
    for (const partition of partitions) counts[partitionClass(partition, minimum)]++;
    return counts;
  }
}
