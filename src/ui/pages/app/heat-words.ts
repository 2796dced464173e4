// What a cell and an axis of the heat map say. Pure.
import { formatClock, formatScore, formatShort, formatMinute, formatTime } from "../../format.ts";
import { columnLeft, type Cell } from "./heat-paint.ts";
import type { HeatGrid, HeatRow } from "./heat-grid.ts";

const DAY = 24 * 3600_000;

/** `reads` or `writes`. */
export function cellWords({ from, step }: HeatGrid, row: HeatRow, column: number, measure: string): string {
  const begin = from + column * step;
  const when = `${formatMinute(begin)} to ${formatClock(begin + step).slice(0, 5)}`;
  const rate = row.rates[column] ?? null;
  const score = row.scores[column] ?? null;
  if (rate === null) return `Partition ${row.partition}, ${when}: nothing is known.`;
  const judged = score === null ? "" : `, z-score ${formatScore(score)}`;
  return `Partition ${row.partition}, ${when}: ${formatShort(rate)} ${measure}/s${judged}${row.hot[column] === true ? ", hot" : ""}.`;
}

interface TimeMark {
  /** px. */
  readonly left: number;
  readonly text: string;
}

/** Of a column's end there is room for each so many px. */
const MARK_PX = 92;

/** Times below the map; with the day where it is longer than one. */
export function timeMarks({ from, step, columns }: HeatGrid, width: number): TimeMark[] {
  const most = Math.max(1, Math.floor(width / MARK_PX));
  const every = Math.max(1, Math.ceil(columns / most));
  const long = columns * step > DAY;
  return Array.from({ length: Math.ceil(columns / every) }, (_, index) => {
    const at = formatTime(from + index * every * step);
    return { left: columnLeft(index * every, columns, width), text: long ? at.slice(5, 16) : at.slice(11, 16) };
  });
}

/** The cell that a key moves to; null: not a key that moves. */
export function cellAfter(
  key: string,
  cell: Cell,
  size: { readonly rows: number; readonly columns: number },
): Cell | null {
  const { row, column } = cell;
  const to: Readonly<Record<string, Cell>> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    PageUp: { row: row - 10, column },
    PageDown: { row: row + 10, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row, column: 0 },
    End: { row, column: size.columns - 1 },
  };
  const next = to[key];
  if (next === undefined) return null;
  const within = (value: number, count: number): number => Math.max(0, Math.min(count - 1, value));
  return { row: within(next.row, size.rows), column: within(next.column, size.columns) };
}
