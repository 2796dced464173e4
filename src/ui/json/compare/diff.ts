// Two documents as one tree: what both have once, and what one of them has alone. Nothing recurses, and it pauses often.
import { Bits } from "../core/bits.ts";
import { OPEN_ARRAY, OPEN_OBJECT, QUOTE } from "../core/bytes.ts";
import { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { Fold, type Depths } from "../core/fold.ts";
import { byteEndOf, endOf, hasChildren } from "../core/nodes.ts";
import { stringValue } from "../core/text.ts";
import type { Status } from "./status.ts";
import { alignItems, alignMembers, MISSING, type Pair, type Side } from "./align.ts";

interface Work extends Pair {
  readonly depth: number;
}

/** Room for nodes, grown as needed. */
class Column {
  values: Int32Array = new Int32Array(1024);
  length = 0;
  push(value: number): void {
    if (this.length === this.values.length) {
      const longer = new Int32Array(this.length * 2);
      longer.set(this.values);
      this.values = longer;
    }
    this.values[this.length++] = value;
  }
}

export class Comparison {
  readonly a: Side;
  readonly b: Side;
  private readonly nodesA = new Column();
  private readonly nodesB = new Column();
  private readonly depthColumn = new Column();
  /** Changed leaves, and the uppermost nodes that one side has alone. */
  readonly differences = new Bits(0);
  readonly counts = { changed: 0, removed: 0, added: 0 };

  constructor(a: FlatIndex, b: FlatIndex) {
    this.a = { index: a, cursor: new Cursor(a) };
    this.b = { index: b, cursor: new Cursor(b) };
  }

  /** For folding. */
  get tree(): Depths {
    const { length, values } = this.depthColumn;
    return { depths: Uint16Array.from(values.subarray(0, length)), nodeCount: length };
  }

  pair(node: number): Pair {
    return { a: this.nodesA.values[node] ?? MISSING, b: this.nodesB.values[node] ?? MISSING };
  }

  /** A container that both have is the same; what differs inside of it has its own status. */
  status(node: number): Status {
    const { a, b } = this.pair(node);
    if (a === MISSING) return "added";
    if (b === MISSING) return "removed";
    return this.differences.has(node) ? "changed" : "same";
  }

  /** To be done before all else. */
  *run(): Generator<void> {
    const stack: Work[] = [{ a: 0, b: 0, depth: 0 }];
    for (let work = stack.pop(); work !== undefined; work = stack.pop()) {
      const { a, b, depth } = work;
      if (a === MISSING || b === MISSING) {
        this.differs(a === MISSING ? "added" : "removed");
        yield* this.copy(work);
      } else if (this.equalText(a, b)) {
        yield* this.copy(work);
      } else {
        const aligned = this.align(a, b);
        if (aligned === null && (hasChildren(this.a.index, a) || hasChildren(this.b.index, b))) {
          // It became something else altogether.
          stack.push({ a: MISSING, b, depth }, { a, b: MISSING, depth });
        } else if (aligned === null) {
          if (!this.equalLeaf(a, b)) this.differs("changed");
          this.push(a, b, depth);
        } else {
          this.push(a, b, depth);
          for (const pair of aligned.toReversed()) stack.push({ ...pair, depth: depth + 1 });
        }
      }
      yield;
    }
  }

  private push(a: number, b: number, depth: number): void {
    this.nodesA.push(a);
    this.nodesB.push(b);
    this.depthColumn.push(depth);
  }

  /** The node that comes next is a difference. */
  private differs(kind: "changed" | "removed" | "added"): void {
    this.counts[kind]++;
    this.differences.reserve(this.depthColumn.length + 1);
    this.differences.add(this.depthColumn.length);
  }

  /** A branch that is the same on both sides, or is on one side alone. */
  private *copy({ a, b, depth }: Work): Generator<void> {
    const { index } = b === MISSING ? this.a : this.b;
    const node = b === MISSING ? a : b;
    const count = endOf(index, node) - node;
    const top = index.depths[node] ?? 0;
    for (let at = 0; at < count; at++) {
      const inner = (index.depths[node + at] ?? 0) - top + depth;
      this.push(a === MISSING ? MISSING : a + at, b === MISSING ? MISSING : b + at, inner);
      if (at % 2000 === 1999) yield;
    }
  }

  /** The same bytes. */
  private equalText(a: number, b: number): boolean {
    const { a: left, b: right } = this;
    left.cursor.to(a);
    const fromA = left.cursor.valueStart;
    const endA = byteEndOf(left.index, a, left.cursor);
    right.cursor.to(b);
    const fromB = right.cursor.valueStart;
    const endB = byteEndOf(right.index, b, right.cursor);
    if (endA - fromA !== endB - fromB) return false;
    for (let at = 0; at < endA - fromA; at++) {
      if (left.index.bytes[fromA + at] !== right.index.bytes[fromB + at]) return false;
    }
    return true;
  }

  /** The same string in another spelling; the same empty container. */
  private equalLeaf(a: number, b: number): boolean {
    const { a: left, b: right } = this;
    if (hasChildren(left.index, a) || hasChildren(right.index, b)) return false;
    left.cursor.to(a);
    right.cursor.to(b);
    const first = left.index.bytes[left.cursor.valueStart];
    if (first !== right.index.bytes[right.cursor.valueStart]) return false;
    if (first === OPEN_ARRAY || first === OPEN_OBJECT) return true;
    if (first !== QUOTE) return false;
    return (
      stringValue(left.index.bytes, left.cursor.valueStart, left.cursor.tokenEnd) ===
      stringValue(right.index.bytes, right.cursor.valueStart, right.cursor.tokenEnd)
    );
  }

  /** The children of two containers of the same kind; null where they are not. */
  private align(a: number, b: number): Pair[] | null {
    const { a: left, b: right } = this;
    left.cursor.to(a);
    right.cursor.to(b);
    const first = left.index.bytes[left.cursor.valueStart];
    if (first !== right.index.bytes[right.cursor.valueStart]) return null;
    if (!hasChildren(left.index, a) && !hasChildren(right.index, b)) return null;
    if (first === OPEN_OBJECT) return alignMembers(left, a, right, b);
    return first === OPEN_ARRAY ? alignItems(left, a, right, b) : null;
  }
}

/** What holds differences is open, all else closed; with `only` what holds none is hidden. */
export function foldOfDifferences(comparison: Comparison, only: boolean): Fold {
  const tree = comparison.tree;
  const { depths, nodeCount } = tree;
  const kept = only ? new Bits(nodeCount) : null;
  const closed = new Bits(nodeCount);
  // From the end to the start, so that a parent comes after all it holds.
  const wanted: boolean[] = [];
  for (let node = nodeCount - 1; node >= 0; node--) {
    const depth = depths[node] ?? 0;
    const holds = wanted[depth] === true;
    wanted[depth] = false;
    if (!holds && (depths[node + 1] ?? 0) > depth) closed.add(node);
    const differs = comparison.differences.has(node);
    if (!holds && !differs && depth > 0) continue;
    if (depth > 0) wanted[depth - 1] = true;
    kept?.add(node);
    // What one side has alone can be opened.
    if (differs) for (let inner = node + 1; (depths[inner] ?? 0) > depth; inner++) kept?.add(inner);
  }
  const fold = new Fold(Infinity, kept, closed);
  fold.extend(tree);
  return fold;
}
