// The checks of a cluster's health, in the order in which an operator would go through them.
import type { Severity } from "../health.ts";
import { answers } from "./answers.ts";
import { balance } from "./balance.ts";
import type { Check, Verdict } from "./check.ts";
import { diskTrend } from "./disk-trend.ts";
import { drift } from "./drift.ts";
import { duplication } from "./duplication.ts";
import type { ClusterFacts } from "./facts.ts";
import { functionLevel } from "./function-level.ts";
import { hot } from "./hot.ts";
import { bulkLoad, compaction } from "./long-work.ts";
import { metas } from "./metas.ts";
import { nodes } from "./nodes.ts";
import { offered } from "./offered.ts";
import { copies, readable, writable } from "./partitions.ts";
import { failed, rejected } from "./requests.ts";
import { connections, disks, memory } from "./resources.ts";
import { restarts } from "./restarts.ts";
import { splits } from "./splits.ts";
import { versions } from "./versions.ts";

/** Those that the leader's own answers suffice for: the gateway judges every cluster by them. */
export const AT_A_GLANCE: readonly Check[] = [metas, functionLevel, readable, writable, nodes, copies, splits];

export const CHECKS: readonly Check[] = [
  ...AT_A_GLANCE,
  answers,
  failed,
  rejected,
  disks,
  diskTrend,
  hot,
  duplication,
  bulkLoad,
  compaction,
  balance,
  versions,
  restarts,
  drift,
  memory,
  connections,
  offered,
];

export interface Judged {
  readonly id: string;
  readonly title: string;
  readonly verdict: Verdict;
}

const RANK: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, unknown: 2, notice: 3, ok: 4 };

/** The worst first; within a severity in the order of the checks. */
export function judgeAll(checks: readonly Check[], facts: ClusterFacts): Judged[] {
  return checks
    .map(({ id, title, judge }) => ({ id, title, verdict: judge(facts) }))
    .toSorted((a, b) => rankOf(a.verdict) - rankOf(b.verdict));
}

/** What is being asked, or cannot be had, comes after what is worth a look. */
function rankOf({ severity, unknown }: Verdict): number {
  if (unknown === null || unknown === "failed") return RANK[severity];
  return RANK.notice + (unknown === "absent" ? 0.25 : 0.5);
}

/** The cluster in one word: its worst check. Checks that wait, or that this version has no answer to, say nothing. */
export function worstOf(judged: readonly Judged[]): Judged | null {
  return judged.find(({ verdict: { unknown } }) => unknown === null || unknown === "failed") ?? null;
}
