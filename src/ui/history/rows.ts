// What has been seen live since a page was opened: a row of values a round. Pure.
import type { Curves } from "../parts/chart/curves.ts";

export interface Row {
  /** ms since epoch. */
  readonly at: number;
  /** By what they are of; null: not known. */
  readonly values: ReadonlyMap<string, number | null>;
}

/** An hour of rounds of ten seconds. */
export const KEPT_ROWS = 360;
/** A round may be late, or one lost to a slow answer, before the line is broken. */
const GAP_FACTOR = 2.5;
const LEAST_SPAN = 5 * 60_000;

/** The same array when there is nothing new. A clock that went back (a replay that was moved) begins anew. */
export function remembered(rows: readonly Row[], row: Row | null): readonly Row[] {
  const last = rows.at(-1);
  if (row === null || last?.at === row.at) return rows;
  if (last !== undefined && row.at < last.at) return [row];
  return [...rows.slice(1 - KEPT_ROWS), row];
}

/** `expected`: ms from one row to the next; where they are much further apart the lines break. `name`: what a line is called. */
export function curvesOfRows(rows: readonly Row[], expected: number, name: (id: string) => string): Curves {
  const times: number[] = [];
  const found: (Row | null)[] = [];
  let before: Row | undefined;
  for (const row of rows) {
    if (before !== undefined && row.at - before.at > GAP_FACTOR * expected) {
      times.push((before.at + row.at) / 2);
      found.push(null);
    }
    times.push(row.at);
    found.push(row);
    before = row;
  }
  const last = times.at(-1) ?? 0;
  const ids = [...new Set(rows.flatMap(({ values }) => [...values.keys()]))];
  return {
    span: [Math.min(times[0] ?? last, last - LEAST_SPAN), last],
    times,
    curves: ids.map((id) => ({ id, label: name(id), values: found.map((row) => row?.values.get(id) ?? null) })),
  };
}
