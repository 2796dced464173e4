// Finds a text in keys and values. Mostly by the platform's own search over whole chunks; only hits are looked at closely.
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "../core/bytes.ts";
import type { Bits } from "../core/bits.ts";
import { Cursor } from "../core/cursor.ts";
import { BLOCK, BLOCK_BITS, type FlatIndex } from "../core/flat-index.ts";
import { decoded, stringValue } from "../core/text.ts";
import type { SearchScope } from "../view-state.ts";
import { chunksOf, type Chunk } from "./chunks.ts";
import { matchTokens } from "./match-tokens.ts";

export interface TextQuery {
  readonly text: string;
  readonly scope: SearchScope;
  readonly matchCase: boolean;
}

/** Adds the nodes that match to `found`, and pauses between chunks. */
export function* searchText(index: FlatIndex, query: TextQuery, found: Bits): Generator<void> {
  if (query.text === "") return;
  const fold = query.matchCase ? (text: string) => text : (text: string) => text.toLowerCase();
  const needle = fold(query.text);
  const test = (text: string): boolean => fold(text).includes(needle);
  const ascii = /^[\u0020-\u007e]*$/.test(needle) ? new AsciiSearch(index, query, test, found) : null;
  for (const chunk of chunksOf(index)) {
    if (ascii !== null) {
      ascii.add(chunk);
    } else if (mayHold(chunk, query.text, test)) {
      const nodes = matchTokens(chunk.bytes, chunk.nodes, query.scope, test);
      for (const node of nodes) found.add(chunk.firstNode + node);
    }
    yield;
  }
}

/** Whether it is worth while to look at each key and value: the text stands there, or escapes of which it may be made. */
function mayHold({ bytes }: Chunk, sought: string, test: (text: string) => boolean): boolean {
  const text = decoded(bytes, 0, bytes.length);
  return test(text) || text.includes(/["\\/]/.test(sought) ? "\\" : "\\u");
}

/** Looks for what is ASCII: it stands in single-byte text where it stands in the bytes, whatever is around it. */
class AsciiSearch {
  private readonly index: FlatIndex;
  private readonly scope: SearchScope;
  private readonly test: (text: string) => boolean;
  private readonly found: Bits;
  private readonly cursor: Cursor;
  private readonly decoder = new TextDecoder("windows-1252");
  private readonly length: number;
  /** The text as it is written. A backslash is never written as it is. */
  private readonly plain: RegExp | null;
  /** Escapes that may stand for a character of the text: keys and values with them are looked at as they are meant. */
  private readonly escaped: RegExp;

  constructor(index: FlatIndex, { text, scope, matchCase }: TextQuery, test: (text: string) => boolean, found: Bits) {
    this.index = index;
    this.scope = scope;
    this.test = test;
    this.found = found;
    this.cursor = new Cursor(index);
    this.length = text.length;
    const quoted = text.replaceAll(/[^\w ]/g, String.raw`\$&`);
    this.plain = text.includes("\\") ? null : new RegExp(quoted, matchCase || !/[a-z]/i.test(text) ? "g" : "gi");
    const letters = ['"', "\\", "/"].filter((letter) => text.includes(letter)).map((letter) => `|\\${letter}`);
    this.escaped = new RegExp(String.raw`\\(?:u00[2-7]${letters.join("")})`, "g");
  }

  add(chunk: Chunk): void {
    const text = this.decoder.decode(chunk.bytes);
    const hasEscapes = text.includes("\\");
    if (hasEscapes) this.addEscaped(chunk, text);
    if (this.plain !== null) this.addPlain(chunk, text, this.plain, hasEscapes);
  }

  private addPlain(chunk: Chunk, text: string, plain: RegExp, hasEscapes: boolean): void {
    const { cursor, length } = this;
    const last = chunk.firstNode + chunk.nodes - 1;
    cursor.to(chunk.firstNode);
    plain.lastIndex = 0;
    while (plain.test(text)) {
      const hit = plain.lastIndex - length;
      const at = chunk.at + hit;
      this.goTo(at, last);
      const taken = this.holds(at, at + length) && !(hasEscapes && inEscape(text, hit, this.tokenStart(at) - chunk.at));
      if (taken) this.found.add(cursor.node);
      plain.lastIndex = (taken ? Math.max(at + 1, cursor.tokenEnd) : this.following(at)) - chunk.at;
    }
  }

  private addEscaped(chunk: Chunk, text: string): void {
    const { cursor, escaped } = this;
    const last = chunk.firstNode + chunk.nodes - 1;
    cursor.to(chunk.firstNode);
    escaped.lastIndex = 0;
    while (escaped.test(text)) {
      const at = chunk.at + escaped.lastIndex - 1;
      this.goTo(at, last);
      const { keyStart, keyEnd, valueStart, tokenEnd } = cursor;
      const inKey = keyStart >= 0 && at < keyEnd;
      const wanted = inKey ? this.scope !== "values" : this.scope !== "keys";
      const [from, to] = inKey ? [keyStart, keyEnd] : [valueStart, tokenEnd];
      if (wanted && this.test(stringValue(this.index.bytes, from, to))) this.found.add(cursor.node);
      escaped.lastIndex = Math.max(escaped.lastIndex, to - chunk.at);
    }
  }

  /** Where the next hit may count, after one that does not. */
  private following(at: number): number {
    const { keyStart, keyEnd, valueStart, tokenEnd } = this.cursor;
    if (at < keyStart) return keyStart;
    if (at < keyEnd && this.scope !== "values") return at + 1;
    if (at < valueStart) return valueStart;
    return this.scope === "keys" ? Math.max(at + 1, tokenEnd) : at + 1;
  }

  /** Where the key or value begins in which a byte of the cursor's node stands. */
  private tokenStart(at: number): number {
    const { keyStart, keyEnd, valueStart } = this.cursor;
    return keyStart >= 0 && at < keyEnd ? keyStart : valueStart;
  }

  /** On to the node in which, or before which, a byte stands. */
  private goTo(at: number, last: number): void {
    const { cursor, index } = this;
    const following = ((cursor.node >>> BLOCK_BITS) + 1) << BLOCK_BITS;
    const near = following > last || (index.blockStart[following >>> BLOCK_BITS] ?? 0) > at;
    if (!near) cursor.to(blockAt(index, at) << BLOCK_BITS);
    const end = Math.min(last, (cursor.node | (BLOCK - 1)) >>> 0);
    while (cursor.tokenEnd <= at && cursor.node < end) cursor.next();
  }

  /** Whether the bytes lie within one key or value, its quotes left out. */
  private holds(from: number, to: number): boolean {
    const { keyStart, keyEnd, valueStart, tokenEnd } = this.cursor;
    if (this.scope !== "values" && keyStart >= 0 && from > keyStart && to < keyEnd) return true;
    if (this.scope === "keys") return false;
    const first = this.index.bytes[valueStart];
    if (first === QUOTE) return from > valueStart && to < tokenEnd;
    return first !== OPEN_OBJECT && first !== OPEN_ARRAY && from >= valueStart && to <= tokenEnd;
  }
}

/** Characters of the longest escape after its backslash, `u0041`. */
const ESCAPE = 5;

/** Whether the character at `hit` is a part of an escape of the token that begins at `start`. */
function inEscape(text: string, hit: number, start: number): boolean {
  const farthest = Math.max(start, hit - ESCAPE);
  let near = hit - 1;
  while (near >= farthest && text[near] !== "\\") near--;
  if (near < farthest) return false;
  let first = near;
  while (first > start && text[first - 1] === "\\") first--;
  // Backslashes in a row are pairs, and the last one stands alone or not.
  if ((near - first) % 2 === 1) return false;
  const rest = text.slice(near + 1, near + 1 + ESCAPE);
  return hit === near + 1 ? /^(?:["/bfnrt]|u[0-9a-fA-F]{4})/.test(rest) : /^u[0-9a-fA-F]{4}/.test(rest);
}

/** The last block that begins at or before a byte. */
function blockAt({ blockStart, nodeCount }: FlatIndex, at: number): number {
  let low = 0;
  let high = (nodeCount - 1) >>> BLOCK_BITS;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if ((blockStart[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
