// What a column of a DataTable is, and how rows are picked and ordered by them. Pure.
import type { ReactNode } from "react";

export type CellValue = string | number | bigint | boolean | null;

export interface Column<Row> {
  /** Stands in the URL when it is sorted by. */
  readonly id: string;
  readonly header: string;
  /** What the heading means, shown on hover. */
  readonly hint?: string;
  /** What is sorted by and filtered by, and shown where there is no `cell`. Null: not known; such rows come last either way. */
  readonly value: (row: Row) => CellValue;
  readonly cell?: (row: Row) => ReactNode;
  /** What a file of the table says, where that is not the value. */
  readonly csv?: (row: Row) => CellValue;
  /** Right-aligned, tabular figures, the largest first when sorted by, and not looked at by the filter. */
  readonly numeric?: boolean;
  /** px. */
  readonly width: number;
  /** Takes what room is left; `width` is then its least. At least one column should. */
  readonly grow?: boolean;
  /** Names the row for screen readers and stays in view when the table is scrolled sideways. */
  readonly rowHeader?: boolean;
  readonly sortable?: boolean;
  readonly firstSort?: "asc" | "desc";
  /** What the text filter looks at; null: nothing. Without it: the value, unless numeric. */
  readonly filterText?: ((row: Row) => string) | null;
}

export interface Sort {
  readonly id: string;
  readonly desc: boolean;
}

/** `qps` and `-qps`, as in URLs. */
export function readSort(text: string): Sort | null {
  const id = text.startsWith("-") ? text.slice(1) : text;
  return /^[A-Za-z][A-Za-z0-9]*$/.test(id) ? { id, desc: text.startsWith("-") } : null;
}

export function writeSort(sort: Sort): string {
  return `${sort.desc ? "-" : ""}${sort.id}`;
}

/** The sort that holds: the wished one where such a column exists, else the standard one, else none. */
export function sortThatHolds<Row>(
  columns: readonly Column<Row>[],
  wished: Sort | null,
  standard: Sort | null,
): Sort | null {
  const exists = (sort: Sort | null): boolean =>
    sort !== null && columns.some(({ id, sortable }) => id === sort.id && sortable !== false);
  if (exists(wished)) return wished;
  return exists(standard) ? standard : null;
}

/** After a click on a heading: its first direction, then the other. */
export function nextSort<Row>(column: Column<Row>, current: Sort | null): Sort {
  if (current?.id === column.id) return { id: column.id, desc: !current.desc };
  return { id: column.id, desc: (column.firstSort ?? (column.numeric === true ? "desc" : "asc")) === "desc" };
}

/** Rows in which each word of `text` is found in some column. */
export function filterRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], text: string): readonly Row[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const texts = columns.map((column) => textOf(column, row).toLowerCase());
    return words.every((word) => texts.some((cell) => cell.includes(word)));
  });
}

function textOf<Row>(column: Column<Row>, row: Row): string {
  if (column.filterText === null) return "";
  if (column.filterText !== undefined) return column.filterText(row);
  return column.numeric === true ? "" : String(column.value(row) ?? "");
}

const NATURAL = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Ascending; `node2` before `node10`. */
export function compareValues(a: CellValue, b: CellValue): number {
  if (typeof a === "string" && typeof b === "string") return NATURAL.compare(a, b);
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}
