// What is open, and which nodes are visible therefore. One pass over the depths answers for millions of nodes.
import { Bits } from "./bits.ts";
import type { FlatIndex } from "./flat-index.ts";
import { endOf, hasChildren, parentOf } from "./nodes.ts";

/** The part of a flat index that folding needs; a comparison folds too, and has no text. */
export type Depths = Pick<FlatIndex, "depths" | "nodeCount">;

const NOT_SKIPPING = 0x7fffffff;

export class Fold {
  /** Containers at depths below this are open, apart from the turned ones. */
  private depth: number;
  private readonly turned: Bits;
  private turns: number;
  private readonly visible = new Bits(0);
  /** Nodes up to here have been judged; those deeper than `skipping` are inside of something closed. */
  private judged = 0;
  private skipping = NOT_SKIPPING;
  /** When given, all other nodes are hidden. It must hold the ancestors of what it holds. */
  private readonly kept: Bits | null;

  /** @param turned the other way round than the depth says; it becomes the fold's own. */
  constructor(depth: number, kept: Bits | null = null, turned: Bits = new Bits(0)) {
    this.depth = depth;
    this.kept = kept;
    this.turned = turned;
    this.turns = turned.size;
  }

  /** The depth to which all is open and nothing below; null where single ones have been opened or closed. */
  get level(): number | null {
    return this.turns === 0 ? this.depth : null;
  }

  /** What is open above which depth, single ones apart. */
  get base(): number {
    return this.depth;
  }

  /** The first of those that are the other way round than the depth says. */
  turnedNodes(most: number): number[] {
    return Array.from({ length: Math.min(most, this.turns) }, (_, rank) => this.turned.select(rank));
  }

  get rowCount(): number {
    return this.visible.size;
  }

  isOpen(index: Depths, node: number): boolean {
    return (index.depths[node] ?? 0) < this.depth !== this.turned.has(node);
  }

  /** Judges the nodes that have come since. */
  extend(index: Depths): void {
    const { depths, nodeCount } = index;
    this.visible.reserve(nodeCount);
    this.turned.reserve(nodeCount);
    if (this.depth === Infinity && this.turns === 0 && this.kept === null) {
      this.visible.addRange(this.judged, nodeCount);
      this.judged = nodeCount;
      return;
    }
    let { skipping } = this;
    let above = this.judged === 0 ? 0 : (depths[this.judged - 1] ?? 0);
    for (let node = this.judged; node < nodeCount; node++) {
      const depth = depths[node] ?? 0;
      if (depth <= skipping) {
        skipping = depth > above && node > 0 && !this.isOpen(index, node - 1) ? above : NOT_SKIPPING;
        if (skipping === NOT_SKIPPING && (this.kept === null || this.kept.has(node))) this.visible.add(node);
      }
      above = depth;
    }
    this.skipping = skipping;
    this.judged = nodeCount;
  }

  /** Opens all containers above this depth and closes the others. */
  openTo(index: Depths, depth: number): void {
    this.depth = depth;
    this.turned.clear();
    this.turns = 0;
    this.judgeAgain(index);
  }

  /** Opens or closes these nodes, what they hold as it is. */
  set(index: Depths, nodes: Iterable<number>, open: boolean): void {
    let same = true;
    for (const node of nodes) {
      if (this.isOpen(index, node) === open) continue;
      same = false;
      if (this.turned.has(node)) {
        this.turned.delete(node);
        this.turns--;
      } else {
        this.turned.add(node);
        this.turns++;
      }
    }
    if (!same) this.judgeAgain(index);
  }

  isVisible(node: number): boolean {
    return this.visible.has(node);
  }

  nodeAt(row: number): number {
    return this.visible.select(row);
  }

  /** How many rows are before a node. */
  rowOf(node: number): number {
    return this.visible.rank(node);
  }

  private judgeAgain(index: Depths): void {
    this.visible.clear();
    this.judged = 0;
    this.skipping = NOT_SKIPPING;
    this.extend(index);
  }
}

/** The node itself, or the nearest ancestor that is visible. */
export function visibleAncestor(index: FlatIndex, fold: Fold, node: number): number {
  let at = node;
  while (at > 0 && !fold.isVisible(at)) at = parentOf(index, at);
  return Math.max(0, at);
}

/** A node's siblings that hold something, itself among them. */
export function* openableSiblings(index: FlatIndex, node: number): Generator<number> {
  const parent = parentOf(index, node);
  const end = parent < 0 ? 1 : endOf(index, parent);
  for (let at = parent + 1; at < end; at = endOf(index, at)) if (hasChildren(index, at)) yield at;
}

/** The most levels that show at most `limit` rows, at least the root's children: what one sees at first. */
export function fittingLevel(perDepth: readonly number[], limit: number): number {
  let rows = 0;
  for (const [depth, count] of perDepth.entries()) {
    rows += count;
    if (rows > limit) return Math.max(1, depth - 1);
  }
  return Math.max(1, perDepth.length - 1);
}
