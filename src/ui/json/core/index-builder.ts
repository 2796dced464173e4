// Grows a flat index node by node. The arrays are made for about as many nodes as such a text has, and grow when it has more.
import { CLOSE_OBJECT, type Bytes } from "./bytes.ts";
import { BLOCK, BLOCK_BITS, OPEN_END, type FlatIndex } from "./flat-index.ts";

/** Deeper nesting ends the reading: a depth takes two bytes at most. */
export const MAX_DEPTH = 65_000;

export class IndexBuilder {
  /** Of the node that comes next. */
  depth = 0;
  /** The byte that closes the innermost open container; 0 outside of all. */
  closer = 0;
  inObject = false;

  private nodes = 0;
  private depths: Uint8Array | Uint16Array;
  private blockStart: Uint32Array;
  private blockParent: Uint32Array;
  private blockPosition: Uint32Array;
  private wide = 0;
  private wideNode: Uint32Array = new Uint32Array(64);
  private wideEnd: Uint32Array = new Uint32Array(64);
  private wideChildren: Uint32Array = new Uint32Array(64);
  private wideByteEnd: Uint32Array = new Uint32Array(64);
  private readonly perDepth: number[] = [];

  // Of the open containers, by the depth of their children: node, closing byte, children so far, place among the wide ones.
  private stackNode: Uint32Array = new Uint32Array(64);
  private stackCloser: Uint8Array = new Uint8Array(64);
  private stackChildren: Uint32Array = new Uint32Array(64);
  private stackWide: Uint32Array = new Uint32Array(64);
  /** Containers whose children are at most so deep stand among the wide ones. */
  private registered = 0;

  /** A guess: pretty JSON has a value in about 30 bytes, compact in 12. */
  constructor(expectedBytes: number) {
    const capacity = Math.max(BLOCK, (expectedBytes >>> 4) & ~(BLOCK - 1));
    this.depths = new Uint8Array(capacity);
    this.blockStart = new Uint32Array(capacity >>> BLOCK_BITS);
    this.blockParent = new Uint32Array(capacity >>> BLOCK_BITS);
    this.blockPosition = new Uint32Array(capacity >>> BLOCK_BITS);
  }

  /** A value that holds no others begins, with its key, at byte `start`. */
  leaf(start: number): void {
    const node = this.nodes;
    if ((node & (BLOCK - 1)) === 0) this.block(node, start);
    this.depths[node] = this.depth;
    this.nodes = node + 1;
    this.stackChildren[this.depth] = (this.stackChildren[this.depth] ?? 0) + 1;
    this.perDepth[this.depth] = (this.perDepth[this.depth] ?? 0) + 1;
  }

  /** A container begins, with its key, at byte `start`; `closer` will end it. */
  open(start: number, closer: number): void {
    const node = this.nodes;
    this.leaf(start);
    const depth = this.depth + 1;
    if (depth === this.stackNode.length) this.growStack();
    this.depth = depth;
    this.stackNode[depth] = node;
    this.stackCloser[depth] = closer;
    this.stackChildren[depth] = 0;
    this.closer = closer;
    this.inObject = closer === CLOSE_OBJECT;
    if (depth === 256 && this.depths instanceof Uint8Array) this.depths = Uint16Array.from(this.depths);
  }

  /** The innermost container ends before byte `end`. */
  close(end: number): void {
    const { depth } = this;
    if (depth <= this.registered) {
      const wide = this.stackWide[depth] ?? 0;
      this.wideEnd[wide] = this.nodes;
      this.wideChildren[wide] = this.stackChildren[depth] ?? 0;
      this.wideByteEnd[wide] = end;
      this.registered = depth - 1;
    }
    this.depth = depth - 1;
    this.closer = depth === 1 ? 0 : (this.stackCloser[depth - 1] ?? 0);
    this.inObject = this.closer === CLOSE_OBJECT;
  }

  /** What there is so far; it stays as it is when reading goes on. */
  index(bytes: Bytes, limit: number): FlatIndex {
    for (let depth = 1; depth <= this.registered; depth++) {
      this.wideChildren[this.stackWide[depth] ?? 0] = this.stackChildren[depth] ?? 0;
    }
    return {
      bytes,
      limit,
      nodeCount: this.nodes,
      depths: this.depths,
      blockStart: this.blockStart,
      blockParent: this.blockParent,
      blockPosition: this.blockPosition,
      wideCount: this.wide,
      wideNode: this.wideNode,
      wideEnd: this.wideEnd,
      wideChildren: this.wideChildren,
      wideByteEnd: this.wideByteEnd,
      perDepth: this.perDepth,
    };
  }

  /** Gives back what the guess was too large by. */
  trim(): void {
    const blocks = Math.ceil(this.nodes / BLOCK);
    this.depths = this.depths.slice(0, this.nodes);
    this.blockStart = this.blockStart.slice(0, blocks);
    this.blockParent = this.blockParent.slice(0, blocks);
    this.blockPosition = this.blockPosition.slice(0, blocks);
  }

  /** The first node of a block: where it is, and which containers go on over the edge of the block before. */
  private block(node: number, start: number): void {
    if (node === this.depths.length) this.grow();
    const block = node >>> BLOCK_BITS;
    this.blockStart[block] = start;
    this.blockParent[block] = this.stackNode[this.depth] ?? 0;
    this.blockPosition[block] = this.stackChildren[this.depth] ?? 0;
    while (this.registered < this.depth) {
      const depth = ++this.registered;
      if (this.wide === this.wideNode.length) this.growWide();
      this.stackWide[depth] = this.wide;
      this.wideNode[this.wide] = this.stackNode[depth] ?? 0;
      this.wideEnd[this.wide] = OPEN_END;
      this.wide++;
    }
  }

  private grow(): void {
    const capacity = Math.ceil((this.nodes * 1.5) / BLOCK) * BLOCK;
    this.depths = this.depths instanceof Uint8Array ? longer8(this.depths, capacity) : longer16(this.depths, capacity);
    this.blockStart = longer32(this.blockStart, capacity >>> BLOCK_BITS);
    this.blockParent = longer32(this.blockParent, capacity >>> BLOCK_BITS);
    this.blockPosition = longer32(this.blockPosition, capacity >>> BLOCK_BITS);
  }

  private growWide(): void {
    const capacity = Math.ceil(this.wide * 1.5);
    this.wideNode = longer32(this.wideNode, capacity);
    this.wideEnd = longer32(this.wideEnd, capacity);
    this.wideChildren = longer32(this.wideChildren, capacity);
    this.wideByteEnd = longer32(this.wideByteEnd, capacity);
  }

  private growStack(): void {
    const capacity = this.stackNode.length * 2;
    this.stackNode = longer32(this.stackNode, capacity);
    this.stackCloser = longer8(this.stackCloser, capacity);
    this.stackChildren = longer32(this.stackChildren, capacity);
    this.stackWide = longer32(this.stackWide, capacity);
  }
}

function longer8(from: Uint8Array, length: number): Uint8Array {
  const to = new Uint8Array(length);
  to.set(from);
  return to;
}

function longer16(from: Uint16Array, length: number): Uint16Array {
  const to = new Uint16Array(length);
  to.set(from);
  return to;
}

function longer32(from: Uint32Array, length: number): Uint32Array {
  const to = new Uint32Array(length);
  to.set(from);
  return to;
}
