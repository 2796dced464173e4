// What a string holds that can be opened like a branch: JSON (`balance_operation_count`), or a list (`[a:1,b:2]`; reference 2.10).
import { KiB, OPEN_ARRAY, OPEN_OBJECT, skipBlank, type Bytes } from "../core/bytes.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { hasChildren } from "../core/nodes.ts";
import { scanAll } from "../core/scan.ts";
import { stringValue } from "../core/text.ts";

export type Inside = "json" | "list";

/** Longer strings are taken by their first and last character. */
const SURELY_READ = 64 * KiB;
/** `a:1,b:2`, as of `meta_servers`. */
const ADDRESSES = /^[\w.-]+:\d+(?:,[\w.-]+:\d+)+$/;
const BRACKET_LIST = /^\[[^[\]{}"]+\]$/;

/** What the string token between two bytes can be opened as. */
export function insideOf(bytes: Bytes, from: number, to: number): Inside | null {
  const first = bytes[skipBlank(bytes, from + 1)] ?? 0;
  const bracketed = first === OPEN_OBJECT || first === OPEN_ARRAY;
  // An address list is short enough to be read whole; `\n` and such begin with a backslash.
  if (!bracketed && first !== 0x5c && (to - from > 2000 || !bytes.subarray(from, to).includes(0x2c))) return null;
  if (bracketed && to - from > SURELY_READ) return bytes[to - 2] === first + 2 ? "json" : null;
  const text = stringValue(bytes, from, to);
  if (ADDRESSES.test(text)) return "list";
  if (!/^\s*[{[]/.test(text)) return null;
  if (documentOf(text) !== null) return "json";
  return BRACKET_LIST.test(text) ? "list" : null;
}

/** The document that a string holds. */
export function openInside(bytes: Bytes, from: number, to: number): FlatIndex | null {
  const text = stringValue(bytes, from, to);
  const json = documentOf(text);
  if (json !== null) return json;
  const items = text.replace(/^\[/, "").replace(/\]$/, "").split(",");
  return documentOf(JSON.stringify(items));
}

function documentOf(text: string): FlatIndex | null {
  const encoded = new TextEncoder().encode(text);
  const bytes = new Uint8Array(encoded.length + 8);
  bytes.set(encoded);
  const { index, scanner } = scanAll(bytes, encoded.length);
  return scanner.problem === null && hasChildren(index, 0) ? index : null;
}
