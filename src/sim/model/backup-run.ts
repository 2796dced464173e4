// One cold backup under way. The leader asks the primaries each 10 s: they make a checkpoint and upload it
// (meta/meta_backup_service.cpp; recording 05b).
import type { Partition } from "./partition.ts";
import type { Table } from "./table.ts";

/** MiB that a node uploads between two requests of the leader, all its partitions together. */
const UPLOAD_MB = 2000;

interface Upload {
  readonly partition: Partition;
  /** Whose checkpoint it is; null before the first request has reached a primary. */
  node: string | null;
  /** MiB */
  uploaded: number;
  isDone: boolean;
}

export interface Uploaded {
  readonly partition: Partition;
  readonly node: string;
  /** MiB */
  readonly size: number;
}

export class BackupRun {
  readonly tables: readonly Table[];
  /** ms since the epoch. */
  readonly startedAt: number;
  endedAt: number | null = null;
  private readonly uploads: ReadonlyMap<Partition, Upload>;

  constructor(tables: readonly Table[], startedAt: number) {
    this.tables = tables;
    this.startedAt = startedAt;
    const partitions = tables.flatMap((table) => table.partitions);
    this.uploads = new Map(
      partitions.map((partition) => [partition, { partition, node: null, uploaded: 0, isDone: false }]),
    );
  }

  /** The next requests to all primaries; answers what has been uploaded since the last ones. */
  round(at: number): Uploaded[] {
    const done: Uploaded[] = [];
    const spent = new Map<string, number>();
    for (const upload of this.uploads.values()) {
      const { partition } = upload;
      const { primary } = partition;
      if (upload.isDone || primary === null) continue;
      if (upload.node !== primary) {
        // The first request to it: it makes its checkpoint now.
        upload.node = primary;
        upload.uploaded = 0;
        continue;
      }
      const size = partition.load.sizeMb;
      const budget = UPLOAD_MB - (spent.get(primary) ?? 0);
      const step = Math.max(0, Math.min(size - upload.uploaded, budget));
      spent.set(primary, (spent.get(primary) ?? 0) + step);
      upload.uploaded += step;
      if (upload.uploaded < size) continue;
      upload.isDone = true;
      done.push({ partition, node: primary, size });
    }
    const isOver = (upload: Upload) => upload.isDone || this.isGone(upload.partition);
    if ([...this.uploads.values()].every(isOver)) this.endedAt = at;
    return done;
  }

  /** All copies of a partition hold checkpoints of a backup until it is over. */
  covers(partition: Partition): boolean {
    return this.endedAt === null && this.uploads.has(partition);
  }

  /** MiB that a node has uploaded of a partition by now; 0 once all of it is there, or when another uploads it. */
  uploadedBy(partition: Partition, node: string): number {
    const upload = this.uploads.get(partition);
    return upload === undefined || upload.isDone || upload.node !== node ? 0 : upload.uploaded;
  }

  /** Tables that are dropped meanwhile are passed over. */
  private isGone({ tableId }: Partition): boolean {
    return this.tables.some(({ id, status }) => id === tableId && status !== "available");
  }
}
