// What happened, as marks on the time axis; those that would lie upon each other are one. Pure.
import type { Severity } from "#pegasus/health.ts";
import { formatClock } from "../../format.ts";
import type { Span } from "./curves.ts";

/** Something that happened. */
export interface Happening {
  /** ms since epoch. */
  readonly at: number;
  readonly level: Exclude<Severity, "ok" | "unknown" | "notice"> | "info";
  /** A sentence. */
  readonly message: string;
}

export interface Mark {
  readonly at: number;
  readonly level: Happening["level"];
  /** What happened, a line each. */
  readonly words: readonly string[];
}

const GRAVITY = ["info", "warning", "critical"] as const;
/** Part of the axis. */
const TOO_NEAR = 0.012;

/** In the order of time. */
export function marksOf(happenings: readonly Happening[], [from, to]: Span): Mark[] {
  const marks: Mark[] = [];
  const within = happenings.filter(({ at }) => at >= from && at <= to).toSorted((a, b) => a.at - b.at);
  for (const { at, level, message } of within) {
    const words = `${formatClock(at)} ${message}`;
    const last = marks.at(-1);
    if (last === undefined || at - last.at > (to - from) * TOO_NEAR) {
      marks.push({ at, level, words: [words] });
    } else {
      const graver = GRAVITY.indexOf(level) > GRAVITY.indexOf(last.level) ? level : last.level;
      marks[marks.length - 1] = { at: last.at, level: graver, words: [...last.words, words] };
    }
  }
  return marks;
}

/** The mark at a moment, as near as an eye would take it; null: there is none. */
export function markAt(marks: readonly Mark[], at: number, [from, to]: Span): Mark | null {
  const near = marks
    .map((mark) => ({ mark, away: Math.abs(mark.at - at) }))
    .filter(({ away }) => away <= (to - from) * TOO_NEAR)
    .toSorted((a, b) => a.away - b.away);
  return near[0]?.mark ?? null;
}
