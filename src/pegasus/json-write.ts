// Writes JSON in the dialects that Pegasus speaks (reference 1.6), to the byte.
import type { JsonValue } from "./json.ts";

/**
 * - `table`: the table printer. Compact, every leaf is a string, one newline at the end.
 * - `nlohmann`: compact, keys sorted bytewise, no newline.
 * - `nlohmann-pretty`: the same with two spaces of indent (`/envs/list`).
 * - `metrics`: rapidjson's pretty writer, four spaces, no newline (`/metrics` and its errors).
 */
export type Dialect = "table" | "nlohmann" | "nlohmann-pretty" | "metrics";

interface Style {
  readonly indent: number;
  readonly sorted: boolean;
  readonly upperHex: boolean;
  readonly tail: string;
}

const STYLES: Readonly<Record<Dialect, Style>> = {
  table: { indent: 0, sorted: false, upperHex: true, tail: "\n" },
  nlohmann: { indent: 0, sorted: true, upperHex: false, tail: "" },
  "nlohmann-pretty": { indent: 2, sorted: true, upperHex: false, tail: "" },
  metrics: { indent: 4, sorted: false, upperHex: true, tail: "" },
};

/** The text of `value` in `dialect`. Undefined members are left out, as absent optional fields are on the wire. */
export function writeJson(value: JsonValue, dialect: Dialect): string {
  const style = STYLES[dialect];
  return write(value, style, 0) + style.tail;
}

function write(value: JsonValue, style: Style, depth: number): string {
  if (typeof value === "string") return quote(value, style);
  if (value === null || typeof value !== "object") return String(value);
  const before = style.indent === 0 ? "" : "\n" + " ".repeat(style.indent * (depth + 1));
  const last = style.indent === 0 ? "" : "\n" + " ".repeat(style.indent * depth);
  // Without lists of parts: answers of large clusters have tens of thousands of members.
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += (text === "" ? before : `,${before}`) + write(item, style, depth + 1);
    return text === "" ? "[]" : `[${text}${last}]`;
  }
  const keys = Object.keys(value);
  if (style.sorted) keys.sort(bytewise);
  const colon = style.indent > 0 ? ": " : ":";
  for (const key of keys) {
    const item = value[key];
    if (item === undefined) continue;
    text += (text === "" ? before : `,${before}`) + quote(key, style) + colon + write(item, style, depth + 1);
  }
  return text === "" ? "{}" : `{${text}${last}}`;
}

/** UTF-16 order differs from byte order only for astral characters, which compare by code point here. */
function bytewise(a: string, b: string): number {
  const left = new TextEncoder().encode(a);
  const right = new TextEncoder().encode(b);
  const length = Math.min(left.length, right.length);
  for (let i = 0; i < length; i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

const SHORT: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

const SPECIAL = /["\\\u0000-\u001f]/;

/** Escapes control characters, `"` and `\` only; `/` and everything above U+001F pass through (1.6). */
function quote(text: string, style: Style): string {
  if (!SPECIAL.test(text)) return `"${text}"`; // nearly all
  const escaped = text.replace(/["\\\u0000-\u001f]/g, (character) => {
    const short = SHORT[character];
    if (short !== undefined) return short;
    const hex = character.charCodeAt(0).toString(16).padStart(4, "0");
    return "\\u" + (style.upperHex ? hex.toUpperCase() : hex);
  });
  return `"${escaped}"`;
}
