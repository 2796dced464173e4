// A document in pieces to be searched one after the other: whole blocks of nodes, and the bytes in which they stand.
import type { Bytes } from "../core/bytes.ts";
import { KiB } from "../core/bytes.ts";
import { BLOCK, BLOCK_BITS, type FlatIndex } from "../core/flat-index.ts";

export interface Chunk {
  /** From the first node's key or value to before the one that follows the last. A view of the document, no copy. */
  readonly bytes: Bytes;
  /** Where it begins in the document. */
  readonly at: number;
  readonly firstNode: number;
  readonly nodes: number;
}

/** About as much as takes a millisecond. */
const CHUNK_BYTES = 256 * KiB;

export function* chunksOf({ bytes, limit, nodeCount, blockStart }: FlatIndex): Generator<Chunk> {
  const blocks = Math.ceil(nodeCount / BLOCK);
  for (let block = 0; block < blocks;) {
    const at = blockStart[block] ?? 0;
    let next = block + 1;
    while (next < blocks && (blockStart[next] ?? 0) - at < CHUNK_BYTES) next++;
    const end = next < blocks ? (blockStart[next] ?? 0) : limit;
    const firstNode = block << BLOCK_BITS;
    const nodes = Math.min(nodeCount, next << BLOCK_BITS) - firstNode;
    yield { bytes: bytes.subarray(at, end), at, firstNode, nodes };
    block = next;
  }
}

/** The chunk as a small index of its own, of which nodes can be read one after the other. */
export function chunkIndex(bytes: Bytes, nodes: number): FlatIndex {
  const none = new Uint32Array(1);
  return {
    bytes,
    limit: bytes.length,
    nodeCount: nodes,
    depths: new Uint8Array(0),
    blockStart: none,
    blockParent: none,
    blockPosition: none,
    wideCount: 0,
    wideNode: none,
    wideEnd: none,
    wideChildren: none,
    wideByteEnd: none,
    perDepth: [],
  };
}
