// The rows of a document: what is visible of it, and of the documents that its strings hold where those are open.
import { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { Fold, visibleAncestor } from "../core/fold.ts";
import { hasChildren } from "../core/nodes.ts";
import type { Step } from "../core/path.ts";
import { openInside } from "./inside.ts";
import { stepsOf } from "./steps.ts";
import type { KeyRepeats } from "./repeats.ts";

/** A node of a document, which may be inside of a string of another. */
export interface Place {
  readonly outline: Outline;
  readonly node: number;
}

interface Graft {
  readonly node: number;
  readonly outline: Outline;
}

export class Outline {
  index: FlatIndex;
  /** Where reading is quick that goes on from row to row. */
  cursor: Cursor;
  fold: Fold;
  readonly repeats: KeyRepeats;
  /** The string that holds this document; null for the document itself. */
  readonly host: Place | null;
  /** Opened strings, in the document's order. */
  private grafts: Graft[] = [];

  constructor(index: FlatIndex, fold: Fold, repeats: KeyRepeats, host: Place | null = null) {
    this.index = index;
    this.cursor = new Cursor(index);
    this.fold = fold;
    this.repeats = repeats;
    this.host = host;
    fold.extend(index);
  }

  /** The same document, of which more has come. */
  grow(index: FlatIndex): void {
    this.index = index;
    this.cursor = new Cursor(index);
    this.fold.extend(index);
  }

  /** A document in a string has no row for its root: that is the string's row. */
  private get hidden(): number {
    return this.host === null ? 0 : 1;
  }

  get rowCount(): number {
    const inserted = this.visibleGrafts().reduce((sum, { outline }) => sum + outline.rowCount, 0);
    return Math.max(0, this.fold.rowCount - this.hidden) + inserted;
  }

  placeAt(row: number): Place | null {
    let left = row + this.hidden;
    for (const { node, outline } of this.visibleGrafts()) {
      const first = this.fold.rowOf(node) + 1;
      if (left < first) break;
      if (left < first + outline.rowCount) return outline.placeAt(left - first);
      left -= outline.rowCount;
    }
    const node = this.fold.nodeAt(left);
    return node < 0 ? null : { outline: this, node };
  }

  /** The row of a visible node among the rows of the whole. */
  rowOf(node: number): number {
    let row = this.fold.rowOf(node) - this.hidden;
    for (const graft of this.visibleGrafts()) if (graft.node < node) row += graft.outline.rowCount;
    return this.host === null ? row : this.host.outline.rowOf(this.host.node) + 1 + row;
  }

  /** Whether something is in it that can be shown: null for a leaf, for strings only when they were opened before. */
  isOpen(node: number): boolean | null {
    if (hasChildren(this.index, node)) return this.fold.isOpen(this.index, node);
    return this.grafts.some((graft) => graft.node === node) ? true : null;
  }

  /** What an opened string holds. */
  graftOf(node: number): Outline | null {
    return this.grafts.find((graft) => graft.node === node)?.outline ?? null;
  }

  set(nodes: Iterable<number>, open: boolean): void {
    this.fold.set(this.index, nodes, open);
  }

  /** Opens a string that holds a document, or closes it. False: it holds none. */
  turnString(node: number): boolean {
    const others = this.grafts.filter((graft) => graft.node !== node);
    if (others.length < this.grafts.length) {
      this.grafts = others;
      return true;
    }
    this.cursor.to(node);
    const index = openInside(this.index.bytes, this.cursor.valueStart, this.cursor.tokenEnd);
    if (index === null) return false;
    const outline = new Outline(index, new Fold(Infinity), this.repeats, { outline: this, node });
    this.grafts = [...others, { node, outline }].toSorted((a, b) => a.node - b.node);
    return true;
  }

  /** The place itself, or the nearest above it that is visible. */
  visible(place: Place): Place {
    const { outline } = place;
    const node = visibleAncestor(outline.index, outline.fold, place.node);
    const { host } = outline;
    if (host === null) return { outline, node };
    const above = host.outline.visible(host);
    const hostHidden = above.node !== host.node || above.outline !== host.outline;
    return hostHidden || node === 0 ? above : { outline, node };
  }

  private visibleGrafts(): Graft[] {
    if (this.grafts.length === 0) return this.grafts;
    return this.grafts.filter(({ node }) => this.fold.isVisible(node));
  }
}

/** From 1, the root; a document in a string is one below it. */
export function levelOf({ outline, node }: Place): number {
  const depth = outline.index.depths[node] ?? 0;
  return outline.host === null ? depth + 1 : levelOf(outline.host) + depth;
}

/** `12`, or `12.3` for node 3 of what string 12 holds. */
export function idOf({ outline, node }: Place): string {
  return outline.host === null ? String(node) : `${idOf(outline.host)}.${node}`;
}

/** Null where there is no such node, or its string is not open. */
export function placeOfId(root: Outline, id: string): Place | null {
  let outline: Outline | null = root;
  let place: Place | null = null;
  for (const part of id.split(".")) {
    if (place !== null) outline = place.outline.graftOf(place.node);
    const node = Number(part);
    if (outline === null || !(node < outline.index.nodeCount)) return null;
    place = { outline, node };
  }
  return place;
}

/** The steps from the root of the whole. */
export function stepsTo({ outline, node }: Place): Step[] {
  const own = stepsOf(outline.index, node, outline.repeats);
  return outline.host === null ? own : [...stepsTo(outline.host), { kind: "into" }, ...own];
}
