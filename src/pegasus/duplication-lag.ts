// How far a duplication is behind, in writes (reference 2.14 and 2.22).
import type { Duplication, DuplicationProgress, ReplicaDuplications } from "./answers/duplication.ts";

/** Writes that are not confirmed yet; null until the partition's primary has reported. */
export function partitionLag({ confirmed_decree, last_committed_decree }: DuplicationProgress): bigint | null {
  if (confirmed_decree < 0n || last_committed_decree < 0n) return null;
  const lag = last_committed_decree - confirmed_decree;
  return lag < 0n ? 0n : lag;
}

export interface DuplicationLag {
  /** Of all partitions that have reported. */
  readonly total: bigint;
  readonly worst: { readonly partition: number; readonly lag: bigint } | null;
  readonly reported: number;
  /** Partitions of which nothing is known yet. */
  readonly silent: number;
}

/** Null: the server does not tell (2.5.0). The meta's numbers are up to five seconds old while it runs, minutes when it is idle. */
export function duplicationLag({ partition_states }: Duplication): DuplicationLag | null {
  if (partition_states === undefined) return null;
  let total = 0n;
  let worst: DuplicationLag["worst"] = null;
  let reported = 0;
  let silent = 0;
  for (const [partition, progress] of Object.entries(partition_states ?? {})) {
    const lag = partitionLag(progress);
    if (lag === null) {
      silent++;
      continue;
    }
    reported++;
    total += lag;
    if (worst === null || lag > worst.lag) worst = { partition: Number(partition), lag };
  }
  return { total, worst, reported, silent };
}

export interface PendingMutations {
  readonly notShipped: bigint;
  readonly notConfirmed: bigint;
  readonly partitions: number;
  /** Partitions that do not ship now. */
  readonly idle: number;
}

/** The sum of what the replica servers say of one duplication: its primaries are spread over them. */
export function pendingMutations(answers: readonly ReplicaDuplications[], dupid: number): PendingMutations {
  const states = answers.flatMap((answer) => Object.values(answer[String(dupid)] ?? {}));
  return {
    notShipped: states.reduce((sum, state) => sum + state.not_duplicated_mutations_num, 0n),
    notConfirmed: states.reduce((sum, state) => sum + state.not_confirmed_mutations_num, 0n),
    partitions: states.length,
    idle: states.filter(({ duplicating }) => !duplicating).length,
  };
}
