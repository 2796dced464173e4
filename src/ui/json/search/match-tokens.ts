// Asks of every key and value of a chunk whether it matches: for what cannot be found by looking at the bytes.
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE, type Bytes } from "../core/bytes.ts";
import { Cursor } from "../core/cursor.ts";
import { decoded, unescaped, utf8 } from "../core/text.ts";
import type { SearchScope } from "../view-state.ts";
import { chunkIndex } from "./chunks.ts";

/** Which nodes of the chunk, counted from its first, have a key or a value that passes the test. A value is tested as it is meant. */
export function matchTokens(
  bytes: Bytes,
  nodes: number,
  scope: SearchScope,
  test: (text: string) => boolean,
): number[] {
  const found: number[] = [];
  const index = chunkIndex(bytes, nodes);
  const cursor = new Cursor(index);
  const part = partReader(bytes);
  for (let node = 0; node < nodes; node++) {
    if (node === 0) cursor.to(0);
    else cursor.next();
    const { keyStart, keyEnd, valueStart, tokenEnd } = cursor;
    if (scope !== "values" && keyStart >= 0 && test(part(keyStart + 1, keyEnd - 1))) {
      found.push(node);
      continue;
    }
    if (scope === "keys") continue;
    const first = bytes[valueStart];
    if (first === OPEN_OBJECT || first === OPEN_ARRAY) continue;
    if (test(first === QUOTE ? part(valueStart + 1, tokenEnd - 1) : part(valueStart, tokenEnd))) found.push(node);
  }
  return found;
}

/** Text between two bytes, escapes resolved. Where all is ASCII, it is cut from one string. */
function partReader(bytes: Bytes): (from: number, to: number) => string {
  const all = new TextDecoder("windows-1252").decode(bytes);
  const ascii = !/[^\u0000-\u007f]/.test(all);
  if (ascii) return (from, to) => unescaped(all.slice(from, to));
  const decoder = utf8();
  return (from, to) => unescaped(decoded(bytes, from, to, decoder));
}
