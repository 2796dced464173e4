// Where the axes of a chart begin and end, and their ticks at round times and values. Pure.

const MINUTE = 60_000;
/** A chart shows at least this much time, so that its first points do not stretch over all of it. */
const LEAST_SPAN = 5 * MINUTE;
const STEPS = [MINUTE, 2 * MINUTE, 5 * MINUTE, 10 * MINUTE, 15 * MINUTE, 30 * MINUTE, 60 * MINUTE, 180 * MINUTE];
const MOST_TICKS = 6;

/** ms since epoch. */
export function timeSpan(first: number, last: number): readonly [number, number] {
  return [Math.min(first, last - LEAST_SPAN), last];
}

/** Round times between, at most six of them. */
export function timeTicks([from, to]: readonly [number, number]): number[] {
  const widest = STEPS[STEPS.length - 1] ?? MINUTE;
  const step =
    STEPS.find((one) => (to - from) / one <= MOST_TICKS) ?? Math.ceil((to - from) / MOST_TICKS / widest) * widest;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  return ticks;
}

/** From 0 in steps of 1, 2 or 5 times a power of ten, five at most, the last at or above `most`. */
export function valueTicks(most: number): number[] {
  if (!(most > 0)) return [0, 1];
  const rough = most / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power;
  const count = Math.ceil(most / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
