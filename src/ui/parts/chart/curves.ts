// What a chart draws: values of several series at the same moments. Pure.
import type { LineStyle } from "./line-style.ts";

export interface Curve {
  readonly id: string;
  readonly label: string;
  /** As many as there are times; null: a gap. */
  readonly values: readonly (number | null)[];
}

export interface Curves {
  /** What the axis shows, ms since epoch. */
  readonly span: Span;
  /** ms since epoch, ascending. */
  readonly times: readonly number[];
  readonly curves: readonly Curve[];
}

export type Span = readonly [from: number, to: number];

export interface Line extends Curve {
  readonly style: LineStyle;
}

/** The index of the time nearest to `at`; -1: there is none. */
export function nearest(times: readonly number[], at: number): number {
  let low = 0;
  let high = times.length - 1;
  if (high < 0) return -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return at - (times[low] ?? 0) <= (times[high] ?? 0) - at ? low : high;
}

/** The index of the last moment of which any line has a value; -1: there is none. */
export function latest(lines: readonly Curve[]): number {
  return lines.reduce(
    (so, { values }) =>
      Math.max(
        so,
        values.findLastIndex((value) => value !== null),
      ),
    -1,
  );
}

/** The lowest and the highest value within a span; null: there is none. */
export function extent(times: readonly number[], curves: readonly Curve[], [from, to]: Span): Span | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const { values } of curves) {
    for (let index = 0; index < values.length; index++) {
      const value = values[index] ?? null;
      const at = times[index] ?? Number.NaN;
      if (value === null || at < from || at > to) continue;
      if (value < least) least = value;
      if (value > most) most = value;
    }
  }
  return most < least ? null : [least, most];
}
