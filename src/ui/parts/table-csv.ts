// The rows that a table shows, as a file. Loaded when somebody wants it.
import { csvText } from "./csv.ts";
import type { Column } from "./table-column.ts";

/** Values as they are sorted by: exact and without units. */
export function tableCsv<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const told = columns.map((column) => (row: Row) => {
    const value = (column.csv ?? column.value)(row);
    return value === null ? "" : String(value);
  });
  return csvText([columns.map(({ header }) => header), ...rows.map((row) => told.map((tell) => tell(row)))]);
}

export function saveCsv(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
