// The audit log for a spreadsheet or a script: times in UTC. Pure.
import type { AuditEntry } from "#api/changes.ts";
import { csvText } from "../../parts/csv.ts";

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
  const lines = entries.map((entry) =>
    COLUMNS.map((column) => (column === "at" ? new Date(entry.at).toISOString() : entry[column])),
  );
  return csvText([COLUMNS, ...lines]);
}
