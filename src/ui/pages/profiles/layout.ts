// Which frames of a tree can be seen at a zoom, and where. What is narrower than a pixel is left out, and never even looked at: the
// children of a node are taken from the widest to the narrowest. Pure.
import type { CallTree } from "./tree.ts";
import { pathTo } from "./tree.ts";
import { changeOf, type Weights } from "./weights.ts";

export interface Rects {
  readonly count: number;
  /** px. */
  readonly lefts: Float32Array;
  readonly widths: Float32Array;
  /** Rows from the root's, which is 0. */
  readonly depths: Uint16Array;
  readonly nodes: Int32Array;
  /** Numbers of functions; -1 at the root. */
  readonly functions: Int32Array;
  /** An index into the colours, see `toneOf` and `toneOfChange`. */
  readonly tones: Uint8Array;
  /** 1 where the frame is what is searched for. */
  readonly found: Uint8Array;
  /** What is written on the frames that have room for it, by their index. */
  readonly labels: ReadonlyMap<number, string>;
  readonly rows: number;
  /** There is more than was laid out, further from the root. */
  readonly cut: boolean;
}

export interface Wish {
  /** The node that takes the whole width. */
  readonly zoom: number;
  /** px. */
  readonly width: number;
  /** By function; null: nothing is searched for. */
  readonly found: Uint8Array | null;
}

const CHARACTER_PX = 6.6;
const LEAST_PX = 1;
const LEAST_LABEL_PX = 28;
const MOST_RECTS = 60_000;
const MOST_ROWS = 1000;
/** Tones 0 to 4 tell what a function belongs to; from here on they tell a change, from less to more. */
export const FIRST_CHANGE_TONE = 5;
export const CHANGE_TONES = 9;

const GROUPS: readonly RegExp[] = [/^(?:pegasus|idl_|base)\b/, /^dsn/, /^rocksdb\b/, /\+0x[\da-f]+$|^0x[\da-f]+$/];
const NAMELESS = GROUPS.length - 1;
const OTHERS = GROUPS.length;

/** By the namespace: Pegasus's own, its framework, RocksDB, what has no name, all others. */
function toneOf(name: string): number {
  const group = GROUPS.findIndex((pattern) => pattern.test(name));
  return group < 0 ? OTHERS : group;
}

function toneOfChange(change: number): number {
  return FIRST_CHANGE_TONE + Math.round(((change + 1) / 2) * (CHANGE_TONES - 1));
}

/** Lays out one tree again and again: it remembers the order of children that it has found. */
export class Layout {
  private readonly tree: CallTree;
  private readonly weights: Weights;
  private readonly names: readonly string[];
  private readonly sorted = new Map<number, Int32Array>();

  constructor(tree: CallTree, weights: Weights, names: readonly string[]) {
    this.tree = tree;
    this.weights = weights;
    this.names = names;
  }

  rects({ zoom, width, found }: Wish): Rects {
    const draft = new Draft();
    const path = pathTo(this.tree, zoom);
    // Whoever called what is zoomed in on stands above it over the whole width.
    for (const [depth, node] of path.slice(0, -1).entries()) draft.add(node, 0, width, depth);
    const stack: (readonly [node: number, left: number, width: number, depth: number])[] = [
      [zoom, 0, width, path.length - 1],
    ];
    const { width: weight } = this.weights;
    const perUnit = width / Math.max(weight[zoom] ?? 0, Number.MIN_VALUE);
    for (let last = stack.pop(); last !== undefined; last = stack.pop()) {
      const [node, left, wide, depth] = last;
      if (depth >= MOST_ROWS || draft.count >= MOST_RECTS) {
        draft.cut = true;
        continue;
      }
      draft.add(node, left, wide, depth);
      let at = left;
      for (const child of this.childrenOf(node)) {
        const childWide = (weight[child] ?? 0) * perUnit;
        if (!(childWide >= LEAST_PX)) break;
        stack.push([child, at, childWide, depth + 1]);
        at += childWide;
      }
    }
    return this.finish(draft, found);
  }

  /** The widest first. */
  private childrenOf(node: number): Int32Array {
    const known = this.sorted.get(node);
    if (known !== undefined) return known;
    const children: number[] = [];
    for (let child = this.tree.first[node] ?? 0; child !== 0; child = this.tree.next[child] ?? 0) children.push(child);
    const { width } = this.weights;
    const made = Int32Array.from(children).toSorted((a, b) => (width[b] ?? 0) - (width[a] ?? 0) || a - b);
    this.sorted.set(node, made);
    return made;
  }

  private finish(draft: Draft, found: Uint8Array | null): Rects {
    const { count, cut } = draft;
    const compares = this.weights.total.length > 1;
    const nodes = Int32Array.from(draft.nodes);
    const labels = new Map<number, string>();
    const tones = new Uint8Array(count);
    const matches = new Uint8Array(count);
    for (let index = 0; index < count; index++) {
      const node = nodes[index] ?? 0;
      const callee = this.tree.functions[node] ?? -1;
      const name = node === 0 ? "all" : (this.names[callee] ?? "");
      tones[index] = compares ? toneOfChange(changeOf(this.weights, node)) : node === 0 ? NAMELESS : toneOf(name);
      matches[index] = found?.[callee] ?? 0;
      const wide = draft.widths[index] ?? 0;
      if (wide >= LEAST_LABEL_PX) labels.set(index, fitted(name, wide));
    }
    return {
      count,
      lefts: Float32Array.from(draft.lefts),
      widths: Float32Array.from(draft.widths),
      depths: Uint16Array.from(draft.depths),
      nodes,
      functions: nodes.map((node) => this.tree.functions[node] ?? -1),
      tones,
      found: matches,
      labels,
      rows: draft.rows,
      cut,
    };
  }
}

/** As much of a name as there is room for: outer namespaces go first, then the end of the function's own name. */
export function fitted(name: string, width: number): string {
  const room = Math.floor((width - 8) / CHARACTER_PX);
  if (name.length <= room) return name;
  const starts = segmentStarts(name);
  const start = starts.find((from) => name.length - from <= room);
  if (start !== undefined) return name.slice(start);
  const last = name.slice(starts.at(-1) ?? 0);
  return `${last.slice(0, Math.max(1, room - 1))}…`;
}

/** Where the parts of `a::b<c::d>::e` begin, as far as they are not inside of brackets. */
function segmentStarts(name: string): number[] {
  const starts: number[] = [];
  let depth = 0;
  for (let at = 0; at < name.length; at++) {
    const letter = name[at] ?? "";
    if ("<({[".includes(letter)) depth++;
    else if (">)}]".includes(letter)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && name.startsWith("::", at)) starts.push(at + 2);
  }
  return starts;
}

class Draft {
  readonly nodes: number[] = [];
  readonly lefts: number[] = [];
  readonly widths: number[] = [];
  readonly depths: number[] = [];
  rows = 0;
  cut = false;

  get count(): number {
    return this.nodes.length;
  }

  add(node: number, left: number, width: number, depth: number): void {
    this.nodes.push(node);
    this.lefts.push(left);
    this.widths.push(width);
    this.depths.push(depth);
    this.rows = Math.max(this.rows, depth + 1);
  }
}
