// The stretch of time that the charts of a page show: the last so long, or what was zoomed to. Pure.
import type { Span } from "./curves.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** As the history route takes them behind a minus. */
export const LASTS = ["15m", "1h", "6h", "24h", "7d", "30d", "90d"] as const;
export type Last = (typeof LASTS)[number];

const LENGTHS: Readonly<Record<Last, number>> = {
  "15m": 15 * MINUTE,
  "1h": HOUR,
  "6h": 6 * HOUR,
  "24h": DAY,
  "7d": 7 * DAY,
  "30d": 30 * DAY,
  "90d": 90 * DAY,
};

/** `between` is a stretch that stands still, ms; null: the last so long, which goes on. */
export interface Range {
  readonly last: Last;
  readonly between: Span | null;
}

/** Shorter ones would show nothing. */
const LEAST_SPAN = MINUTE;

/** ms. */
export function lengthOf({ last, between }: Range): number {
  return between === null ? LENGTHS[last] : between[1] - between[0];
}

/** From what the URL says; what makes no sense is the last so long. */
export function readRange(last: Last, from: number | null, to: number | null): Range {
  const sensible = from !== null && to !== null && from >= 0 && to - from >= LEAST_SPAN && to - from <= 400 * DAY;
  return { last, between: sensible ? [from, to] : null };
}

/** Where the history is asked from and to. */
export function rangeQuery({ last, between }: Range): { readonly from: string; readonly to: string } {
  return between === null ? { from: `-${last}`, to: "now" } : { from: String(between[0]), to: String(between[1]) };
}

/** Widened around its middle where it is too short to show anything; whole seconds. */
export function zoomed([from, to]: Span): Span {
  const missing = Math.max(0, LEAST_SPAN - (to - from)) / 2;
  return [Math.floor((from - missing) / 1000) * 1000, Math.ceil((to + missing) / 1000) * 1000];
}

/** Moved by a part of its length. */
export function panned([from, to]: Span, part: number): Span {
  const by = (to - from) * part;
  return zoomed([from + by, to + by]);
}

/** `factor` above 1 shows more, around the middle. */
export function scaled([from, to]: Span, factor: number): Span {
  const more = ((to - from) * (factor - 1)) / 2;
  return zoomed([from + more * -1, to + more]);
}
