// The load of an app's partitions over time as rows and columns, each cell with its z-score and whether it was hot. Pure.
import type { HistoryAnswer } from "#api/history.ts";
import { judgedRounds } from "#pegasus/hot-partitions.ts";

export interface HeatRow {
  readonly partition: number;
  /** Requests per second, the mean of each column; null: a gap. */
  readonly rates: readonly (number | null)[];
  /** Against all partitions, in this column and up to 99 before it; null: it could not be judged. */
  readonly scores: readonly (number | null)[];
  readonly hot: readonly boolean[];
  readonly mean: number | null;
  readonly peak: { readonly rate: number; readonly column: number } | null;
  /** The highest score. */
  readonly score: number | null;
  readonly hotColumns: number;
}

export interface HeatGrid {
  readonly rows: readonly HeatRow[];
  readonly columns: number;
  /** ms; column i is about (from + i·step, from + (i+1)·step]. */
  readonly from: number;
  readonly step: number;
  /** ms: nothing is known between this and `from`. */
  readonly asked: number;
  /** The highest rate of all. */
  readonly most: number;
  /** Columns in which anything is known. */
  readonly known: number;
}

/** The minute that is going on, and one that is being written. */
const NOT_YET = 2;

export const HEAT_ORDERS = ["index", "busiest"] as const;
export type HeatOrder = (typeof HEAT_ORDERS)[number];

/** `partitions`: how many the app has; those that the answer does not tell are rows of gaps. Null: only those that it tells are rows. */
export function heatGrid(answer: HistoryAnswer, partitions: number | null): HeatGrid {
  const { step, series: told } = answer;
  const { first, columns } = shownOf(answer);
  const byIndex = new Map(
    told.map(({ id, points }) => [Number(id.slice(id.indexOf(".") + 1)), points.slice(first, first + columns)]),
  );
  const indices = partitions === null ? [...byIndex.keys()].toSorted((a, b) => a - b) : range(partitions);
  const gap: null[] = range(columns).map(() => null);
  const series = indices.map((index) => byIndex.get(index) ?? gap);
  const rounds = range(columns).map((column) => series.map((points) => points[column] ?? null));
  // Scores are about all of a table's partitions: of some they would be wrong.
  const judged = partitions === null ? [] : judgedRounds(rounds);
  const rows = indices.map((partition, row): HeatRow => {
    const rates = range(columns).map((column) => series[row]?.[column] ?? null);
    const scores = range(columns).map((column) => judged[column]?.scores?.[row] ?? null);
    const hot = range(columns).map((column) => judged[column]?.hot.has(row) ?? false);
    const known = rates.flatMap((rate, column) => (rate === null ? [] : [{ rate, column }]));
    return {
      partition,
      rates,
      scores,
      hot,
      mean: known.length === 0 ? null : known.reduce((sum, { rate }) => sum + rate, 0) / known.length,
      peak: known.reduce<HeatRow["peak"]>((most, one) => (most === null || one.rate > most.rate ? one : most), null),
      score: highest(scores),
      hotColumns: hot.filter(Boolean).length,
    };
  });
  return {
    rows,
    columns,
    from: answer.from + first * step,
    step,
    asked: answer.from,
    most: highest(rows.map(({ peak }) => peak?.rate ?? null)) ?? 0,
    known: rounds.filter((round) => round.some((rate) => rate !== null)).length,
  };
}

/** From the first column of which anything is known; without the last, of which nothing can be known yet. */
function shownOf({ from, to, step, series }: HistoryAnswer): { readonly first: number; readonly columns: number } {
  const all = range(Math.max(0, Math.round((to - from) / step)));
  const isKnown = (column: number): boolean => series.some(({ points }) => (points[column] ?? null) !== null);
  const first = all.find(isKnown);
  if (first === undefined) return { first: 0, columns: 0 };
  const end = all.length - NOT_YET;
  const last = all.findLast((column) => column < end || isKnown(column)) ?? first;
  return { first, columns: last - first + 1 };
}

/** The rows as they are drawn, from above. */
export function orderedRows({ rows }: HeatGrid, order: HeatOrder): readonly HeatRow[] {
  return order === "index" ? rows : rows.toSorted((a, b) => (b.mean ?? -1) - (a.mean ?? -1));
}

/** Columns of all ranges, ms, each a multiple of the minute whose means are kept. */
const STEPS = [1, 2, 5, 10, 30, 60, 120, 360, 720, 1440].map((minutes) => minutes * 60_000);
const MOST_COLUMNS = 150;

/** ms. */
export function heatStep(length: number): number {
  return STEPS.find((step) => length / step <= MOST_COLUMNS) ?? 1440 * 60_000;
}

/** Which of `classes` shades a rate has: by its root, so that a very hot partition does not make all others alike. */
export function shadeOf(rate: number, most: number, classes: number): number {
  if (rate <= 0 || most <= 0) return 0;
  return Math.min(classes - 1, Math.floor(Math.sqrt(rate / most) * classes));
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function highest(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>(
    (most, value) => (value === null || (most !== null && most >= value) ? most : value),
    null,
  );
}
