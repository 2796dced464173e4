// The ticks of a chart's axes, at round times and values. Pure.
import type { Span } from "./curves.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 7, 14].map((count) => count * DAY),
] as const;

export interface TimeTicks {
  /** ms since epoch. */
  readonly at: readonly number[];
  readonly write: (at: number) => string;
}

/** Round times of this place within the span, `most` at most. `offset`: of local time from UTC at a moment, ms. */
export function timeTicks([from, to]: Span, most: number, offset: (at: number) => number): TimeTicks {
  const longest = STEPS[STEPS.length - 1] ?? DAY;
  const step = STEPS.find((one) => (to - from) / one <= most) ?? Math.ceil((to - from) / most / longest) * longest;
  const at: number[] = [];
  const shift = offset(from);
  for (let local = Math.ceil((from + shift) / step) * step; local - shift <= to; local += step) at.push(local - shift);
  return { at, write: (time) => writeTick(time + shift, step, to - from) };
}

/** `local`: as if this place's time were UTC. */
function writeTick(local: number, step: number, span: number): string {
  const text = new Date(local).toISOString();
  const day = text.slice(5, 10);
  if (step >= DAY) return day;
  const clock = text.slice(11, step < MINUTE ? 19 : 16);
  return span <= DAY || local % DAY !== 0 ? clock : day;
}

/** In steps of 1, 2 or 5 times a power of ten, five at most, from 0 or below to at or above `most`. */
export function valueTicks(least: number, most: number): number[] {
  const low = Math.min(0, least);
  const high = Math.max(0, most);
  if (!(high - low > 0)) return [0, 1];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
}
