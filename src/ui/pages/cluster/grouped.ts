// How the checks lie on the page: what is wrong one by one, what is not known by its reason, what is well folded. Pure.
import type { Judged } from "#pegasus/checks/all.ts";

interface Unanswered {
  readonly why: string;
  readonly checks: readonly Judged[];
}

export interface Grouped {
  /** Each a line of its own, the worst first. */
  readonly wrong: readonly Judged[];
  /** Asked in vain. Most often one server's silence has many consequences. */
  readonly failed: readonly Unanswered[];
  /** Not to be had here. */
  readonly absent: readonly Unanswered[];
  readonly waiting: readonly Judged[];
  readonly well: readonly Judged[];
}

export function grouped(judged: readonly Judged[]): Grouped {
  const of = (kind: string): Judged[] => judged.filter(({ verdict }) => verdict.unknown === kind);
  const told = judged.filter(({ verdict }) => verdict.unknown === null);
  return {
    wrong: told.filter(({ verdict }) => verdict.severity !== "ok"),
    failed: byReason(of("failed")),
    absent: byReason(of("absent")),
    waiting: of("waiting"),
    well: told.filter(({ verdict }) => verdict.severity === "ok"),
  };
}

function byReason(checks: readonly Judged[]): Unanswered[] {
  const reasons = [...new Set(checks.map(({ verdict }) => verdict.sentence))];
  return reasons.map((why) => ({ why, checks: checks.filter(({ verdict }) => verdict.sentence === why) }));
}
