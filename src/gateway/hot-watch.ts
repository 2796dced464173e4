// Remembers how busy the partitions of each table were, so that hot ones are seen against a hundred rounds (reference 6.6).
import type { PartitionLoad } from "#api/load.ts";
import { hotPartitions, withRound, type RoundSums } from "#pegasus/hot-partitions.ts";
import type { LoadTables } from "#pegasus/load.ts";
import type { Places } from "./placement.ts";

interface TableHistory {
  readonly reads: readonly RoundSums[];
  readonly writes: readonly RoundSums[];
}

const NO_HISTORY: TableHistory = { reads: [], writes: [] };

export class HotWatch {
  private histories = new Map<number, TableHistory>();
  private hot = new Map<number, ReadonlyMap<number, NonNullable<PartitionLoad["hot"]>>>();

  forget(): void {
    this.histories = new Map();
    this.hot = new Map();
  }

  /** A round that has rates. A table of which some partition has none is not judged: what is missing is not 0. */
  see({ tables: places }: Places, { partitions }: LoadTables): void {
    const histories = new Map<number, TableHistory>();
    const hot = new Map<number, ReadonlyMap<number, NonNullable<PartitionLoad["hot"]>>>();
    for (const [id, { detail }] of places) {
      const loads = Array.from({ length: detail.general.partition_count }, (_, index) =>
        partitions.get(`${id}.${index}`),
      );
      const reads = loads.flatMap((load) => load?.readQps ?? []);
      const writes = loads.flatMap((load) => load?.writeQps ?? []);
      const before = this.histories.get(id) ?? NO_HISTORY;
      if (reads.length < loads.length || writes.length < loads.length) {
        histories.set(id, before);
        continue;
      }
      const history = { reads: withRound(before.reads, reads), writes: withRound(before.writes, writes) };
      histories.set(id, history);
      const found = new Map<number, NonNullable<PartitionLoad["hot"]>>();
      for (const { index } of hotPartitions(reads, history.reads)) found.set(index, "reads");
      for (const { index } of hotPartitions(writes, history.writes))
        found.set(index, found.has(index) ? "both" : "writes");
      if (found.size > 0) hot.set(id, found);
    }
    this.histories = histories;
    this.hot = hot;
  }

  countOf(appId: number): number {
    return this.hot.get(appId)?.size ?? 0;
  }

  of(appId: number, partition: number): PartitionLoad["hot"] {
    return this.hot.get(appId)?.get(partition) ?? null;
  }
}
