// What a row says of a container in one line: the first of what it holds.
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "../core/bytes.ts";
import type { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { endOf, hasChildren } from "../core/nodes.ts";
import { shownText } from "../core/text.ts";
import type { Kind } from "./protocol.ts";

const PREVIEW = 90;
const BRIEF = 40;

/** Kind of the value that the cursor stands on. */
export function kindOf(index: FlatIndex, cursor: Cursor): Kind {
  const { bytes } = index;
  const first = bytes[cursor.valueStart] ?? 0;
  if (first === OPEN_OBJECT) return "object";
  if (first === OPEN_ARRAY) return "array";
  if (first === QUOTE) return "string";
  const token = shownText(bytes, cursor.valueStart, cursor.tokenEnd, BRIEF).text;
  if (token === "true" || token === "false" || token === "null") return "word";
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?…?$/.test(token) || cursor.tokenEnd - cursor.valueStart > BRIEF
    ? "number"
    : "odd";
}

/** `app_id: "1", status: "AVAILABLE", …`. The cursor is moved. */
export function previewOf(index: FlatIndex, node: number, cursor: Cursor): string {
  const parts: string[] = [];
  let length = 0;
  const end = endOf(index, node);
  for (let child = node + 1; child < end; child = endOf(index, child)) {
    cursor.to(child);
    const key = cursor.keyStart < 0 ? "" : `${brief(index, cursor.keyStart + 1, cursor.keyEnd - 1)}: `;
    const text = key + briefValue(index, child, cursor);
    length += text.length + 2;
    if (length > PREVIEW) return [...parts, "…"].join(", ");
    parts.push(text);
  }
  return parts.join(", ");
}

function briefValue(index: FlatIndex, node: number, cursor: Cursor): string {
  const first = index.bytes[cursor.valueStart] ?? 0;
  const inside = hasChildren(index, node) ? "…" : "";
  if (first === OPEN_OBJECT) return `{${inside}}`;
  if (first === OPEN_ARRAY) return `[${inside}]`;
  return brief(index, cursor.valueStart, cursor.tokenEnd);
}

function brief(index: FlatIndex, from: number, to: number): string {
  const { text, cut } = shownText(index.bytes, from, to, BRIEF);
  return cut ? `${text}…` : text;
}
