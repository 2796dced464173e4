// The tree of calls: stacks that begin alike share their beginning. Pure.
import { AnswerError } from "#pegasus/answers/codec.ts";
import type { Calls } from "./calls.ts";

export interface Shape {
  /** The innermost functions are at the root, and who called them above. */
  readonly inverted: boolean;
  /** Threads stand between the root and their stacks, where they are told. */
  readonly byThread: boolean;
}

/** The node 0 is the root, of no function. A node has a higher number than its parent. */
export interface CallTree {
  readonly size: number;
  readonly parents: Int32Array;
  /** Numbers of functions; -1 at the root. */
  readonly functions: Int32Array;
  /** The first of its children, and the next child of the same parent; 0: there is none. */
  readonly first: Int32Array;
  readonly next: Int32Array;
  /** By profile, by stack: the node at its end. */
  readonly tips: readonly Int32Array[];
}

const MiB = 2 ** 20;
/** As many as a hundred thousand stacks of eighty functions that have nothing in common. */
const MOST_NODES = 8 * MiB;

/** @throws {AnswerError} when they have so little in common that it would fill the memory */
export function growTree(profiles: readonly Calls[], { inverted, byThread }: Shape, mostNodes = MOST_NODES): CallTree {
  // A node for each frame, and for each stack its thread.
  const expected = profiles.reduce((sum, profile) => sum + profile.frames.length + profile.ends.length, 0);
  const trunk = new Trunk(Math.min(mostNodes, expected + 1));
  const tips = profiles.map(({ frames, ends, threads }) => {
    const ofProfile = new Int32Array(ends.length);
    for (let stack = 0, start = 0; stack < ends.length; stack++) {
      const end = ends[stack] ?? start;
      let node = byThread && threads !== null ? trunk.child(0, threads[stack] ?? 0) : 0;
      if (inverted) for (let at = start; at < end; at++) node = trunk.child(node, frames[at] ?? 0);
      else for (let at = end - 1; at >= start; at--) node = trunk.child(node, frames[at] ?? 0);
      ofProfile[stack] = node;
      start = end;
    }
    return ofProfile;
  });
  return trunk.finish(tips);
}

class Trunk {
  private size = 1;
  private readonly parents: Int32Array;
  private readonly functions: Int32Array;
  /** By hash of parent and function: the node; 0: none, since the root is nobody's child. */
  private readonly slots: Int32Array;

  /** There is room for so many nodes. */
  constructor(most: number) {
    this.parents = new Int32Array(most);
    this.functions = new Int32Array(most).fill(-1, 0, 1);
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(most * 1.5)));
  }

  child(parent: number, callee: number): number {
    const mask = this.slots.length - 1;
    let slot = hash(parent, callee) & mask;
    for (let node = this.slots[slot] ?? 0; node !== 0; node = this.slots[slot] ?? 0) {
      if (this.parents[node] === parent && this.functions[node] === callee) return node;
      slot = (slot + 1) & mask;
    }
    return this.add(parent, callee, slot);
  }

  private add(parent: number, callee: number, slot: number): number {
    const node = this.size++;
    if (node === this.parents.length) {
      throw new AnswerError(
        `These stacks have so little in common that they make more than ${this.parents.length - 1} frames, which is more than can be drawn.`,
      );
    }
    this.parents[node] = parent;
    this.functions[node] = callee;
    this.slots[slot] = node;
    return node;
  }

  finish(tips: readonly Int32Array[]): CallTree {
    const { size } = this;
    const parents = this.parents.subarray(0, size);
    const first = new Int32Array(size);
    const next = new Int32Array(size);
    for (let node = size - 1; node > 0; node--) {
      const parent = parents[node] ?? 0;
      next[node] = first[parent] ?? 0;
      first[parent] = node;
    }
    return { size, parents, functions: this.functions.subarray(0, size), first, next, tips };
  }
}

function hash(parent: number, callee: number): number {
  let mixed = Math.imul(parent, 0x9e37_79b1) + callee;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

/** The node at the end of a path of functions from the root, or as far as there is one. */
export function nodeAt(tree: CallTree, path: readonly number[]): number {
  let at = 0;
  for (const callee of path) {
    let child = tree.first[at] ?? 0;
    while (child !== 0 && tree.functions[child] !== callee) child = tree.next[child] ?? 0;
    if (child === 0) return at;
    at = child;
  }
  return at;
}

/** From the root to the node, both with it. */
export function pathTo(tree: CallTree, node: number): number[] {
  const path = [node];
  for (let at = node; at !== 0;) {
    at = tree.parents[at] ?? 0;
    path.push(at);
  }
  return path.toReversed();
}
