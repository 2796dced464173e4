// So many points a line has on the screen: two a pixel at most, the lowest and the highest of what falls on it, so that no peak is lost.
// Pure.
import type { Span } from "./curves.ts";

export interface Thinned {
  readonly times: number[];
  /** Null: the line breaks here. */
  readonly values: (number | null)[];
}

/** Of the points within the span and the next one at either side. `width`: px. */
export function thin(
  times: readonly number[],
  values: readonly (number | null)[],
  [from, to]: Span,
  width: number,
): Thinned {
  const first = Math.max(0, times.findIndex((at) => at >= from) - 1);
  const end = endOf(times, to);
  const out: Thinned = { times: [], values: [] };
  const columns = Math.max(1, Math.floor(width));
  if (end - first <= columns) {
    for (let index = first; index < end; index++) put(out, times[index] ?? 0, values[index] ?? null);
    return out;
  }
  let start = first;
  while (start < end) {
    const column = columnOf(times[start] ?? 0);
    let stop = start + 1;
    while (stop < end && columnOf(times[stop] ?? 0) === column) stop++;
    putExtremes(out, times, values, start, stop);
    start = stop;
  }
  return out;

  function columnOf(at: number): number {
    return Math.floor(((at - from) / (to - from)) * columns);
  }
}

function endOf(times: readonly number[], to: number): number {
  const beyond = times.findIndex((at) => at > to);
  return beyond === -1 ? times.length : beyond + 1;
}

function put(out: Thinned, at: number, value: number | null): void {
  if (value === null && out.values.at(-1) === null) return;
  out.times.push(at);
  out.values.push(value);
}

/** What one column of pixels shows of the points from `start` to before `stop`, in the order of time, its gaps kept. */
function putExtremes(
  out: Thinned,
  times: readonly number[],
  values: readonly (number | null)[],
  start: number,
  stop: number,
): void {
  let lowest = -1;
  let highest = -1;
  for (let index = start; index < stop; index++) {
    const value = values[index] ?? null;
    if (value === null) continue;
    if (lowest === -1 || value < (values[lowest] ?? 0)) lowest = index;
    if (highest === -1 || value > (values[highest] ?? 0)) highest = index;
  }
  let done = start;
  for (const index of lowest <= highest ? [lowest, highest] : [highest, lowest]) {
    if (index < done) continue;
    putGap(done, index);
    put(out, times[index] ?? 0, values[index] ?? null);
    done = index + 1;
  }
  putGap(done, stop);

  function putGap(since: number, before: number): void {
    for (let index = since; index < before; index++) {
      if ((values[index] ?? null) === null) return put(out, times[index] ?? 0, null);
    }
  }
}
