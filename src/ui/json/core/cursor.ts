// Reads nodes from the text of a flat index, one after the other or anywhere.
import {
  BACKSLASH,
  COLON,
  gapEnd,
  isGap,
  OPEN_ARRAY,
  OPEN_OBJECT,
  plainEnd,
  QUOTE,
  skipBlank,
  type Bytes,
} from "./bytes.ts";
import { BLOCK, BLOCK_BITS, type FlatIndex } from "./flat-index.ts";

/** Stands on a node and says where its parts are. All positions are bytes; one cursor is used for one index. */
export class Cursor {
  node = -1;
  /** The key with its quotes; both -1 where the node has none. */
  keyStart = -1;
  keyEnd = -1;
  valueStart = 0;
  /** Of a leaf and of an empty container; of any other after its opening bracket. */
  tokenEnd = 0;
  private readonly index: FlatIndex;

  constructor(index: FlatIndex) {
    this.index = index;
  }

  /** Goes to a node: from where it stands when that is near, else from the beginning of the node's block. */
  to(node: number): void {
    if (node === this.node) return;
    if (this.node < 0 || node < this.node || node >>> BLOCK_BITS !== this.node >>> BLOCK_BITS) {
      const first = node & ~(BLOCK - 1);
      this.node = first;
      this.read(this.index.blockStart[first >>> BLOCK_BITS] ?? 0);
    }
    while (this.node < node) this.next();
  }

  /** Goes to the following node, which must exist. */
  next(): void {
    this.node++;
    this.read(gapEnd(this.index.bytes, this.tokenEnd));
  }

  /** After the value, and all it holds. @param lastNode its last descendant, itself for a leaf. */
  valueEnd(lastNode: number): number {
    const { depths, bytes } = this.index;
    const depth = depths[this.node] ?? 0;
    this.to(lastNode);
    let at = this.tokenEnd;
    for (let open = (depths[lastNode] ?? 0) - depth; open > 0; open--) at = skipBlank(bytes, at) + 1;
    return Math.min(at, this.index.limit);
  }

  private read(start: number): void {
    const { bytes, limit } = this.index;
    let at = start;
    this.keyStart = -1;
    this.keyEnd = -1;
    if (bytes[at] === QUOTE) {
      const end = quotedEnd(bytes, at + 1, limit);
      const colon = skipBlank(bytes, end);
      if (colon < limit && bytes[colon] === COLON) {
        this.keyStart = at;
        this.keyEnd = end;
        at = skipBlank(bytes, colon + 1);
      } else {
        this.valueStart = at;
        this.tokenEnd = end;
        return;
      }
    }
    this.valueStart = at;
    const first = bytes[at] ?? 0;
    if (first === QUOTE) {
      this.tokenEnd = quotedEnd(bytes, at + 1, limit);
    } else if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
      const inside = skipBlank(bytes, at + 1);
      this.tokenEnd = inside < limit && bytes[inside] === first + 2 ? inside + 1 : at + 1;
    } else {
      while (at < limit && !isGap(bytes[at] ?? 0)) at++;
      this.tokenEnd = at;
    }
  }
}

/** Bytes that are looked at one by one; in longer strings the platform finds the quote. */
const SHORT = 64;

/** After the closing quote of a string that has been read before. */
function quotedEnd(bytes: Bytes, at: number, limit: number): number {
  const far = at + SHORT;
  for (let end = at; ;) {
    end = plainEnd(bytes, end, far);
    if (end >= limit) return limit;
    if (end >= far) return farEnd(bytes, end, limit);
    const byte = bytes[end] ?? 0;
    if (byte === QUOTE) return end + 1;
    end += byte === BACKSLASH ? 2 : 1;
  }
}

/** The same from a byte that is not escaped on. */
function farEnd(bytes: Bytes, at: number, limit: number): number {
  for (let quote = bytes.indexOf(QUOTE, at); quote >= 0 && quote < limit; quote = bytes.indexOf(QUOTE, quote + 1)) {
    let first = quote;
    while (first > at && bytes[first - 1] === BACKSLASH) first--;
    // Backslashes in a row are pairs, and the last one escapes the quote or not.
    if ((quote - first) % 2 === 0) return quote + 1;
  }
  return limit;
}
