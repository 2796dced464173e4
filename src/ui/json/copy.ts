// What can be taken from a row: its key, its value, its path, and its JSON as it was received.
import { ROOT, type Label, type Row } from "./rows.ts";
import { sourceAt } from "./source.ts";

/** From the root to the row. */
export function lineage(rows: readonly Row[], index: number): Row[] {
  const line: Row[] = [];
  for (let row = rows[index]; row !== undefined; row = rows[row.parent]) line.unshift(row);
  return line;
}

/** The key or the index; empty for the root. */
export function keyText(label: Label): string {
  switch (label.kind) {
    case "root":
      return "";
    case "key":
      return label.key;
    case "index":
      return String(label.index);
  }
}

/**
 * JSONPath: `$.general_info['1'].app_name`. Two things JSONPath cannot say: `#2` marks the second of two equal keys, and
 * `|fromjson|$` a step into the JSON that a string holds (as jq says it).
 */
export function pathText(line: readonly Row[]): string {
  return line
    .map(({ label }, depth) => {
      const into = line[depth - 1]?.node.kind === "string" ? `|fromjson|${ROOT}` : "";
      return into + stepText(label);
    })
    .join("");
}

function stepText(label: Label): string {
  if (label.kind === "root") return ROOT;
  if (label.kind === "index") return `[${label.index}]`;
  const nth = label.nth === 1 ? "" : `#${label.nth}`;
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(label.key)) return `.${label.key}${nth}`;
  return `['${label.key.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}']${nth}`;
}

/** A string without its quotes, a number with all its digits; of an object or array its JSON. */
export function valueText(text: string, line: readonly Row[]): string {
  const node = line.at(-1)?.node;
  return node?.kind === "string" ? node.value : jsonText(text, line);
}

/** The row's JSON, as it stands in the text that was received. */
export function jsonText(text: string, line: readonly Row[]): string {
  let source = text;
  let steps: number[] = [];
  for (const [depth, row] of line.entries()) {
    const above = line[depth - 1];
    if (above === undefined) continue;
    if (above.node.kind === "string") {
      source = above.node.value;
      steps = [];
    }
    steps.push(row.position - 1);
  }
  return sourceAt(source, steps) ?? "";
}
