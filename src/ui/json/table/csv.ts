// Rows as comma-separated values (RFC 4180), strings as they are meant.
import type { TableSource } from "./table-source.ts";
import { ROW_NAME } from "./table-words.ts";

const ROWS_AT_ONCE = 500;

/** Parts of the file; one can pause between them. */
export function* csvParts(
  table: TableSource,
  rows: Uint32Array,
  columns: readonly string[],
  rowName: string,
): Generator<string> {
  yield `${[rowName, ...columns].map(csvCell).join(",")}\r\n`;
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    let part = "";
    for (const row of rows.subarray(from, from + ROWS_AT_ONCE)) {
      const cells = [ROW_NAME, ...columns].map((column) => csvCell(table.text(row, column, Infinity)));
      part += `${cells.join(",")}\r\n`;
    }
    yield part;
  }
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
