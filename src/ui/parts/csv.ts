// Comma-separated values (RFC 4180) for spreadsheets and scripts. Pure.

/** A spreadsheet would take a text that begins so for a formula, and what stands there somebody else has written. */
const FORMULA = /^[=+\-@\t\r]/;

export function csvCell(value: string): string {
  const safe = FORMULA.test(value) && !/^-?[\d.]+$/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Ends with a line end. */
export function csvLines(lines: readonly (readonly string[])[]): string {
  return [...lines.map((cells) => cells.map(csvCell).join(",")), ""].join("\r\n");
}
