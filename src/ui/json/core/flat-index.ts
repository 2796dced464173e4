// Where everything stands in a JSON text, small beside the text itself: see docs/decisions/0010-flat-index.md.
//
// Nodes (values, the root first) are numbered in the order of the text. Of each only its depth is kept, which says parent,
// children and siblings; of every 64th where its text begins; and of the containers that hold such a 64th node, the wide
// ones, where they end. What lies between is read again from the text, a few hundred bytes at a time.
import type { Bytes } from "./bytes.ts";

export const BLOCK_BITS = 6;
/** Nodes of one block. */
export const BLOCK = 1 << BLOCK_BITS;

/** A container that is still open: its end is not known yet, or was never found. */
export const OPEN_END = 0;
/** Instead of a node. */
export const NO_NODE = -1;

export interface FlatIndex {
  /** The text. Bytes beyond `limit` are not part of it, or have not been read. */
  readonly bytes: Bytes;
  /** Up to here the text has been understood, bytes. */
  readonly limit: number;
  readonly nodeCount: number;
  /** By node; 0 is the root. A child directly follows its parent or the last descendant of the sibling before it. */
  readonly depths: Uint8Array | Uint16Array;
  /** By block: where its first node begins, its key included. */
  readonly blockStart: Uint32Array;
  /** By block: the parent of its first node. The root's is of no meaning. */
  readonly blockParent: Uint32Array;
  /** By block: how many siblings its first node has before it. */
  readonly blockPosition: Uint32Array;
  readonly wideCount: number;
  /** By wide container, in rising order: its node … */
  readonly wideNode: Uint32Array;
  /** … the first node after its last descendant, or `OPEN_END` … */
  readonly wideEnd: Uint32Array;
  /** … how many children it has … */
  readonly wideChildren: Uint32Array;
  /** … and the byte after its closing bracket. */
  readonly wideByteEnd: Uint32Array;
  /** How many nodes there are of each depth. */
  readonly perDepth: readonly number[];
}

/** Which wide container a node is; -1 where it is none. */
export function wideOf({ wideNode, wideCount }: FlatIndex, node: number): number {
  let low = 0;
  let high = wideCount - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const found = wideNode[middle] ?? 0;
    if (found === node) return middle;
    if (found < node) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
