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
export function growTree(profiles: readonly Calls[], { inverted, byThread }: Shape): CallTree {
  const trunk = new Trunk();
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
  private parents = new Int32Array(4096);
  private functions = new Int32Array(4096).fill(-1, 0, 1);
  /** By hash of parent and function: the node; 0: none, since the root is nobody's child. */
  private slots = new Int32Array(16_384);

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
    if (node === this.parents.length) this.grow();
    this.parents[node] = parent;
    this.functions[node] = callee;
    if (this.size * 2 > this.slots.length) this.rehash();
    else this.slots[slot] = node;
    return node;
  }

  private grow(): void {
    if (this.size > MOST_NODES) {
      throw new AnswerError(
        `These stacks have so little in common that they make more than ${MOST_NODES} frames, which is more than can be drawn.`,
      );
    }
    const [parents, functions] = [this.parents, this.functions];
    this.parents = new Int32Array(parents.length * 2);
    this.parents.set(parents);
    this.functions = new Int32Array(functions.length * 2);
    this.functions.set(functions);
  }

  private rehash(): void {
    this.slots = new Int32Array(this.slots.length * 4);
    const mask = this.slots.length - 1;
    for (let node = 1; node < this.size; node++) {
      let slot = hash(this.parents[node] ?? 0, this.functions[node] ?? 0) & mask;
      while (this.slots[slot] !== 0) slot = (slot + 1) & mask;
      this.slots[slot] = node;
    }
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
  const mixed = Math.imul(parent, 0x9e37_79b1) ^ Math.imul(callee + 1, 0x85eb_ca6b);
  return mixed ^ (mixed >>> 15);
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
