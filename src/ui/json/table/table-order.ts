// Which rows of a table are shown, and in which order.
import type { TableSource } from "./table-source.ts";
import { ROW_NAME, type Sort, type TableWish } from "./table-words.ts";

/** Row numbers in order; pauses while it filters. */
export function* orderedRows(
  table: TableSource,
  { sort, filter }: TableWish,
  done: (rows: Uint32Array) => void,
): Generator<void> {
  const needle = filter.toLowerCase();
  const names = [ROW_NAME, ...table.columns.map(({ name }) => name)];
  const kept: number[] = [];
  for (let row = 0; row < table.rowCount; row++) {
    if (needle === "" || names.some((name) => table.text(row, name).toLowerCase().includes(needle))) kept.push(row);
    if (row % 200 === 0) yield;
  }
  done(Uint32Array.from(sort === null ? kept : sorted(table, kept, sort)));
}

/** Cells that are not there come last, whichever way it is sorted; equal ones keep the document's order. */
function sorted(table: TableSource, rows: readonly number[], { column, descending }: Sort): number[] {
  const texts = new Map(rows.map((row) => [row, table.text(row, column)]));
  const text = (row: number): string => texts.get(row) ?? "";
  const there = rows.filter((row) => text(row) !== "");
  const missing = rows.filter((row) => text(row) === "");
  const numeric = there.every((row) => /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(text(row)));
  const words = new Intl.Collator("en", { numeric: true }).compare;
  const compare = numeric
    ? (a: number, b: number) => compareNumbers(text(a), text(b))
    : (a: number, b: number) => words(text(a), text(b));
  const ordered = there.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)) || a - b);
  return [...ordered, ...missing];
}

/** Exact where doubles cannot tell two integers apart. */
export function compareNumbers(a: string, b: string): number {
  const difference = Number(a) - Number(b);
  if (difference !== 0) return difference;
  if (!/^-?\d+$/.test(a) || !/^-?\d+$/.test(b)) return 0;
  const exact = BigInt(a) - BigInt(b);
  return exact < 0n ? -1 : exact > 0n ? 1 : 0;
}
