// The audit log for a spreadsheet or a script: RFC 4180, times in UTC. Pure.
import type { AuditEntry } from "#api/changes.ts";
import { csvCell } from "../../parts/csv.ts";

const COLUMNS = [
  "id",
  "at",
  "user",
  "verdict",
  "server",
  "what",
  "flag",
  "before",
  "after",
  "reason",
  "message",
] as const satisfies readonly (keyof AuditEntry)[];

/** One line for each entry, in their order, after a line of headings. Ends with a line end. */
export function auditCsv(entries: readonly AuditEntry[]): string {
  const lines = entries.map((entry) => COLUMNS.map((column) => cell(column, entry[column])).join(","));
  return [COLUMNS.join(","), ...lines, ""].join("\r\n");
}

function cell(column: (typeof COLUMNS)[number], value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return column === "at" ? new Date(value).toISOString() : String(value);
  return csvCell(value);
}
