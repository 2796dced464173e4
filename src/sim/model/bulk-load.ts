// One bulk load of one table. The leader asks the primaries each 10 s and moves the table on when all partitions have come as far
// (meta/meta_bulk_load_service.cpp).
import type { BulkLoadStatus } from "#pegasus/answers/bulk-load.ts";
import type { BulkLoadFiles } from "./bulk-load-files.ts";
import type { Partition } from "./partition.ts";
import type { Table } from "./table.ts";

/** How far one partition is. */
export interface PartitionLoading {
  status: BulkLoadStatus;
  /** Part of its files that all of its copies have: 0 to 1. */
  downloaded: number;
  /** Of the configuration that the work was begun with: under another it begins anew. */
  ballot: bigint;
  primary: string | null;
}

export interface RoundRules {
  /** MiB that one copy downloads in a round. */
  readonly downloadMb: number;
  /** Partitions of a primary that may download at once (flag `max_concurrent_bulk_load_downloading_count`). */
  readonly downloadsAtOnce: (node: string) => number;
  /** Partitions of a node that may ingest at once (flag `bulk_load_node_max_ingesting_count`). */
  readonly ingestsAtOnce: number;
  /** Flag `bulk_load_max_rollback_times`. */
  readonly mostRollbacks: number;
}

export class BulkLoad {
  readonly table: Table;
  readonly files: BulkLoadFiles;
  /** The table holds these keys already: they are written over, and it grows no further. */
  readonly isRepeated: boolean;
  /** ms since the epoch. */
  readonly startedAt: number;
  readonly partitions = new Map<number, PartitionLoading>();
  /** MiB that each copy of a partition has downloaded in all, what a rollback threw away included; by partition index. */
  readonly downloadedMb = new Map<number, number>();
  status: BulkLoadStatus = "BLS_DOWNLOADING";
  /** Of the table: stays true until everything has been cleaned up. */
  isLoading = true;
  /** The error's name, of a load that has failed. */
  failure: string | null = null;
  private hasIngested = false;
  private rollbacks = 0;
  /** A cancelled, failed or finished load needs one more round to clean up. */
  private isCleaning = false;

  constructor(table: Table, files: BulkLoadFiles, isRepeated: boolean, startedAt: number) {
    this.table = table;
    this.files = files;
    this.isRepeated = isRepeated;
    this.startedAt = startedAt;
    for (const partition of table.partitions) this.partitions.set(partition.index, fresh(partition));
  }

  /** MiB of each partition's files. */
  get shareMb(): number {
    return this.files.sizeMb / this.partitions.size;
  }

  /** The next answers of all primaries. */
  round(rules: RoundRules): void {
    if (!this.isLoading || this.status === "BLS_PAUSED") return;
    if (this.isCleaning) {
      this.isLoading = false;
      return;
    }
    switch (this.status) {
      case "BLS_DOWNLOADING":
        if (this.rolledBack(rules)) return;
        this.download(rules);
        return;
      case "BLS_DOWNLOADED":
        if (this.rolledBack(rules)) return;
        this.hasIngested = true;
        this.become("BLS_INGESTING");
        return;
      case "BLS_INGESTING":
        if (this.rolledBack(rules)) return;
        this.ingest(rules);
        return;
      case "BLS_PAUSING":
        this.become("BLS_PAUSED");
        return;
      case "BLS_SUCCEED":
      case "BLS_FAILED":
      case "BLS_CANCELED":
        this.isCleaning = true;
        return;
      case "BLS_INVALID":
        return;
    }
  }

  /** @throws when it is not downloading. */
  pause(): void {
    this.must("pause", ["BLS_DOWNLOADING"]);
    this.become("BLS_PAUSING");
  }

  /** Goes on downloading. @throws when it is not paused. */
  restart(): void {
    this.must("restart", ["BLS_PAUSED"]);
    this.become("BLS_DOWNLOADING");
  }

  /** @throws when it neither downloads nor is paused, unless forced. */
  cancel(force = false): void {
    if (!force) this.must("cancel", ["BLS_DOWNLOADING", "BLS_PAUSED"]);
    this.become("BLS_CANCELED");
  }

  private must(what: string, statuses: readonly BulkLoadStatus[]): void {
    if (!this.isLoading) throw new Error(`app(${this.table.name}) is not executing bulk load`);
    if (statuses.includes(this.status)) return;
    throw new Error(`can not ${what} bulk load for app(${this.table.name}) with status(${this.status})`);
  }

  private become(status: BulkLoadStatus): void {
    this.status = status;
    for (const loading of this.partitions.values()) {
      const isThere = status === "BLS_DOWNLOADING" && loading.downloaded >= 1;
      loading.status = isThere ? "BLS_DOWNLOADED" : status;
    }
  }

  private fail(error: string): void {
    this.failure = error;
    this.become("BLS_FAILED");
  }

  /** A reconfiguration throws the whole table back to the beginning; too many of them make it fail. */
  private rolledBack({ mostRollbacks }: RoundRules): boolean {
    const moved = this.table.partitions.some((partition) => {
      const loading = this.partitions.get(partition.index);
      return loading !== undefined && loading.ballot !== partition.ballot;
    });
    if (!moved) return false;
    if (this.rollbacks >= mostRollbacks) {
      this.fail(this.hasIngested ? "ERR_INGESTION_FAILED" : "ERR_RETRY_EXHAUSTED");
      return true;
    }
    this.rollbacks++;
    this.status = "BLS_DOWNLOADING";
    for (const partition of this.table.partitions) this.partitions.set(partition.index, fresh(partition));
    return true;
  }

  private download(rules: RoundRules): void {
    const busy = new Map<string, number>();
    const share = this.shareMb;
    for (const partition of this.table.partitions) {
      const loading = this.partitions.get(partition.index);
      if (loading === undefined || loading.downloaded >= 1 || !isWhole(partition)) continue;
      const { primary } = partition;
      if (primary === null || (busy.get(primary) ?? 0) >= rules.downloadsAtOnce(primary)) continue;
      busy.set(primary, (busy.get(primary) ?? 0) + 1);
      const before = loading.downloaded;
      loading.downloaded = share <= rules.downloadMb ? 1 : Math.min(1, before + rules.downloadMb / share);
      const step = (loading.downloaded - before) * share;
      this.downloadedMb.set(partition.index, (this.downloadedMb.get(partition.index) ?? 0) + step);
      if (loading.downloaded < 1) continue;
      if (partition.index === this.files.corruptPartition) {
        this.fail("ERR_CORRUPTION");
        return;
      }
      loading.status = "BLS_DOWNLOADED";
    }
    if ([...this.partitions.values()].every(({ downloaded }) => downloaded >= 1)) this.become("BLS_DOWNLOADED");
  }

  /** Writes to a partition are refused while its copies ingest, so only a few do at once. */
  private ingest({ ingestsAtOnce }: RoundRules): void {
    const busy = new Map<string, number>();
    for (const partition of this.table.partitions) {
      const loading = this.partitions.get(partition.index);
      if (loading === undefined || loading.status === "BLS_SUCCEED" || partition.primary === null) continue;
      const nodes = partition.roles().map(([node]) => node);
      if (nodes.some((node) => (busy.get(node) ?? 0) >= ingestsAtOnce)) continue;
      for (const node of nodes) busy.set(node, (busy.get(node) ?? 0) + 1);
      loading.status = "BLS_SUCCEED";
      if (!this.isRepeated) partition.load.sizeMb += this.shareMb;
    }
    if ([...this.partitions.values()].every(({ status }) => status === "BLS_SUCCEED")) this.status = "BLS_SUCCEED";
  }
}

function fresh({ ballot, primary }: Partition): PartitionLoading {
  return { status: "BLS_DOWNLOADING", downloaded: 0, ballot, primary };
}

/** A partition that lacks copies is not sent to load. */
function isWhole({ primary, secondaries, copies }: Partition): boolean {
  return primary !== null && secondaries.length >= copies - 1;
}
