// Tables for a spreadsheet or a script: RFC 4180. Pure.

/** One line for each row, each ended. Null is an empty cell. */
export function csvText(rows: readonly (readonly (string | number | null)[])[]): string {
  return rows.map((row) => `${row.map(cell).join(",")}\r\n`).join("");
}

function cell(value: string | number | null): string {
  if (value === null || typeof value === "number") return String(value ?? "");
  // A spreadsheet would take these for a formula, and what stands there somebody else has written.
  const safe = /^[=+\-@\t\r]/.test(value) && !/^-?[\d.]+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
