// Finds a text in keys and values. Mostly by the platform's own search over whole chunks; only hits are looked at closely.
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "../core/bytes.ts";
import type { Bits } from "../core/bits.ts";
import { Cursor } from "../core/cursor.ts";
import { BLOCK, BLOCK_BITS, type FlatIndex } from "../core/flat-index.ts";
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
  // In single-byte text ASCII stands where it stands in the bytes, whatever is around it.
  const decoder = new TextDecoder("windows-1252");
  const byBytes = /^[\u0020-\u007e]*$/.test(needle);
  const hits = new Hits(index, query.scope, found);
  for (const chunk of chunksOf(index)) {
    const text = byBytes ? decoder.decode(chunk.bytes) : "";
    if (byBytes && !text.includes("\\")) {
      hits.add(chunk, fold(text), needle);
    } else {
      const nodes = matchTokens(chunk.bytes, chunk.nodes, query.scope, (token) => fold(token).includes(needle));
      for (const node of nodes) found.add(chunk.firstNode + node);
    }
    yield;
  }
}

/** From places in the text to nodes. */
class Hits {
  private readonly index: FlatIndex;
  private readonly scope: SearchScope;
  private readonly found: Bits;
  private readonly cursor: Cursor;

  constructor(index: FlatIndex, scope: SearchScope, found: Bits) {
    this.index = index;
    this.scope = scope;
    this.found = found;
    this.cursor = new Cursor(index);
  }

  add(chunk: Chunk, text: string, needle: string): void {
    const last = chunk.firstNode + chunk.nodes - 1;
    for (let hit = text.indexOf(needle); hit >= 0;) {
      const from = chunk.at + hit;
      this.goTo(from, last);
      const taken = this.holds(from, from + needle.length);
      if (taken) this.found.add(this.cursor.node);
      hit = text.indexOf(needle, taken ? Math.max(hit + 1, this.cursor.tokenEnd - chunk.at) : hit + 1);
    }
  }

  /** To the node in which, or before which, a byte stands. */
  private goTo(at: number, last: number): void {
    const { cursor, index } = this;
    const following = ((cursor.node >>> BLOCK_BITS) + 1) << BLOCK_BITS;
    const near = cursor.node >= 0 && (following > last || (index.blockStart[following >>> BLOCK_BITS] ?? 0) > at);
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
