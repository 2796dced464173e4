// Remembers how busy the partitions of each table were, so that hot ones are seen against a hundred rounds (reference 6.6).
import type { PartitionLoad } from "#api/load.ts";
import { hotPartitions, hotScores, withRound, type RoundSums } from "#pegasus/hot-partitions.ts";
import type { LoadTables } from "#pegasus/load.ts";
import type { Places } from "./placement.ts";

interface TableHistory {
  readonly reads: readonly RoundSums[];
  readonly writes: readonly RoundSums[];
}

const NO_HISTORY: TableHistory = { reads: [], writes: [] };

/** z-scores of the partitions of a table, by index. */
interface TableScores {
  readonly reads: readonly number[];
  readonly writes: readonly number[];
}

export class HotWatch {
  private histories = new Map<number, TableHistory>();
  private hot = new Map<number, ReadonlyMap<number, NonNullable<PartitionLoad["hot"]>>>();
  private scores = new Map<number, TableScores>();

  forget(): void {
    this.histories = new Map();
    this.hot = new Map();
    this.scores = new Map();
  }

  /** A round that has rates. A table of which some partition has none is not judged: what is missing is not 0. */
  see({ tables: places }: Places, { partitions }: LoadTables): void {
    const histories = new Map<number, TableHistory>();
    const hot = new Map<number, ReadonlyMap<number, NonNullable<PartitionLoad["hot"]>>>();
    const scores = new Map<number, TableScores>();
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
      const ofReads = hotScores(reads, history.reads);
      const ofWrites = hotScores(writes, history.writes);
      scores.set(id, { reads: ofReads, writes: ofWrites });
      const found = new Map<number, NonNullable<PartitionLoad["hot"]>>();
      for (const { index } of hotPartitions(reads, ofReads)) found.set(index, "reads");
      for (const { index } of hotPartitions(writes, ofWrites)) found.set(index, found.has(index) ? "both" : "writes");
      if (found.size > 0) hot.set(id, found);
    }
    this.histories = histories;
    this.hot = hot;
    this.scores = scores;
  }

  countOf(appId: number): number {
    return this.hot.get(appId)?.size ?? 0;
  }

  of(appId: number, partition: number): PartitionLoad["hot"] {
    return this.hot.get(appId)?.get(partition) ?? null;
  }

  /** Of the latest round; null where the table could not be judged. */
  scoresOf(appId: number): TableScores | null {
    return this.scores.get(appId) ?? null;
  }
}
