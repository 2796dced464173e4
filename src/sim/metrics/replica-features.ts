// What manual compactions, bulk loads and backups leave in a replica's metrics (reference 3.9; recordings 04 and 05b).
import type { BulkLoad } from "../model/bulk-load.ts";
import { int64, type Part } from "./entity.ts";
import type { ReplicaSubject } from "./replica-subject.ts";
import { fileCount, MB } from "./stored-data.ts";

function compactionState({ node, held }: ReplicaSubject) {
  return held.replica.role === "closed" ? "idle" : node.world.features.compactions.stateOf(held.replica);
}

const COMPACTION: Part<ReplicaSubject> = [
  ["rdb_manual_compact_queued_tasks", (subject) => (compactionState(subject) === "queuing" ? 1 : 0)],
  ["rdb_manual_compact_running_tasks", (subject) => (compactionState(subject) === "running" ? 1 : 0)],
];

/** Bulk loads of its table since the process started. */
function loads({ node, held }: ReplicaSubject): readonly BulkLoad[] {
  const { features } = node.world;
  return features.bulkLoads.allOf(held.load.table).filter(({ startedAt }) => startedAt >= node.process.startedAt);
}

function counted(is: (load: BulkLoad, index: number) => boolean) {
  return (subject: ReplicaSubject): number => {
    const { index } = subject.held.replica.partition;
    return loads(subject).filter((load) => is(load, index)).length;
  };
}

function downloadedMb(subject: ReplicaSubject): number {
  const { index } = subject.held.replica.partition;
  return loads(subject).reduce((sum, load) => sum + (load.downloadedMb.get(index) ?? 0), 0);
}

function hasIngested(load: BulkLoad, index: number): boolean {
  return load.partitions.get(index)?.status === "BLS_SUCCEED";
}

/** How long writes to a partition are refused while its copies take a bulk load's files in, s. */
const INGESTION = 3;

const BULK_LOAD: Part<ReplicaSubject> = [
  ["bulk_load_downloading_count", counted(() => true)],
  ["bulk_load_download_file_bytes", (subject) => int64(downloadedMb(subject) * MB)],
  ["bulk_load_download_file_successful_count", (subject) => fileCount(downloadedMb(subject))],
  ["bulk_load_ingesting_count", counted((load, index) => hasIngested(load, index) || load.status === "BLS_INGESTING")],
  ["bulk_load_successful_count", counted(hasIngested)],
  ["bulk_load_failed_count", counted(({ status }) => status === "BLS_FAILED")],
  [
    "bulk_load_ingestion_rejected_write_requests",
    (subject) => {
      const { load } = subject.held;
      if (load.spells("primary").length === 0) return 0;
      return int64(counted(hasIngested)(subject) * load.writeRate * INGESTION);
    },
  ],
];

function backups({ node, held }: ReplicaSubject) {
  return node.world.features.backups.countersOf(held.replica);
}

/** Beside its data, a backup uploads what describes it. */
const DESCRIBING_FILES = 3;

const BACKUP: Part<ReplicaSubject> = [
  ["backup_running_count", (subject) => backups(subject).running],
  [
    "backup_started_count",
    (subject) => {
      const { running, successful } = backups(subject);
      return running + successful;
    },
  ],
  [
    "backup_max_duration_ms",
    (subject) => {
      const { since } = backups(subject);
      return since === null ? 0 : Math.max(0, Math.floor(subject.node.now - since));
    },
  ],
  ["backup_file_upload_max_bytes", (subject) => int64(backups(subject).uploadingBytes)],
  ["backup_successful_count", (subject) => backups(subject).successful],
  ["backup_file_upload_total_bytes", (subject) => int64(backups(subject).uploadedBytes)],
  [
    "backup_file_upload_successful_count",
    (subject) => {
      const { successful, uploadedBytes } = backups(subject);
      return fileCount(uploadedBytes / MB) + successful * DESCRIBING_FILES;
    },
  ],
];

export const FEATURES: Part<ReplicaSubject> = [...COMPACTION, ...BULK_LOAD, ...BACKUP];

/** Compactions that were ordered and that this process has finished. */
export function manualCompactions(subject: ReplicaSubject): number {
  return compactionState(subject) === "finished" ? 1 : 0;
}
