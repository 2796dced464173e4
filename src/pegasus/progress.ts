// How far a bulk load or a manual compaction is (reference 2.15, 2.24 and trap 46).
import type { BulkLoadStatus } from "./answers/bulk-load.ts";
import type { CompactionState, ManualCompaction } from "./answers/compaction.ts";

export interface BulkLoadPhase {
  /** Of the way there: 0 to 4 of 4. Null: not on the way. HTTP tells no percentages. */
  readonly step: number | null;
  readonly state: "none" | "running" | "paused" | "done" | "failed" | "cancelled";
  readonly meaning: string;
}

export const BULK_LOAD_PHASES: Readonly<Record<BulkLoadStatus, BulkLoadPhase>> = {
  BLS_INVALID: { step: null, state: "none", meaning: "No bulk load is under way." },
  BLS_DOWNLOADING: { step: 1, state: "running", meaning: "Replicas download their files." },
  BLS_DOWNLOADED: { step: 2, state: "running", meaning: "All files are here." },
  BLS_INGESTING: {
    step: 3,
    state: "running",
    meaning: "Files become part of the table; writes are refused meanwhile.",
  },
  BLS_SUCCEED: { step: 4, state: "done", meaning: "The load has succeeded and is being cleaned up." },
  BLS_FAILED: { step: null, state: "failed", meaning: "The load has failed." },
  BLS_PAUSING: { step: 1, state: "running", meaning: "The load is being paused." },
  BLS_PAUSED: { step: 1, state: "paused", meaning: "The load is paused; the admin shell resumes it." },
  BLS_CANCELED: { step: null, state: "cancelled", meaning: "The load was cancelled." },
};

export type CompactionCounts = Readonly<Record<CompactionState, number>>;

const NONE: CompactionCounts = { finished: 0, idle: 0, queuing: 0, running: 0 };

/** Replicas of the table by state, over the servers that answered. */
export function sumCompactions(answers: readonly ManualCompaction[]): CompactionCounts {
  return answers.reduce<CompactionCounts>(
    (sum, { status }) => ({
      finished: sum.finished + status.finished,
      idle: sum.idle + status.idle,
      queuing: sum.queuing + status.queuing,
      running: sum.running + status.running,
    }),
    NONE,
  );
}

export interface CompactionProgress {
  readonly replicas: number;
  /** Queuing or running. */
  readonly busy: number;
  /** 0 to 1; null when it cannot be told, since `finished` may be from an earlier run. */
  readonly done: number | null;
}

/**
 * `before`: the counts when it was started. A server says `finished` of a replica until it restarts, so that of replicas that had
 * finished before only their being busy tells anything.
 */
export function compactionProgress(now: CompactionCounts, before: CompactionCounts | null): CompactionProgress {
  const replicas = now.finished + now.idle + now.queuing + now.running;
  const busy = now.queuing + now.running;
  if (replicas === 0) return { replicas, busy, done: null };
  if (before === null) return { replicas, busy, done: now.finished === replicas ? null : now.finished / replicas };
  const fresh = replicas - before.finished;
  if (fresh <= 0) return { replicas, busy, done: busy > 0 ? (replicas - busy) / replicas : null };
  return { replicas, busy, done: Math.min(1, Math.max(0, (now.finished - before.finished) / fresh)) };
}
