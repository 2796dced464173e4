// Answers the page's questions about a comparison. Made once for two documents, folded twice: with all, and with differences only.
import { Cursor } from "../core/cursor.ts";
import type { Fold } from "../core/fold.ts";
import { childCount, hasChildren, parentOf, positionOf } from "../core/nodes.ts";
import { shownText } from "../core/text.ts";
import { inTurns, type Turns } from "../worker/background.ts";
import type { Intake } from "../worker/intake.ts";
import { kindOf, previewOf } from "../worker/preview.ts";
import type { CompareCell, ComparePart, CompareQuestion, CompareRow, Label } from "../worker/protocol.ts";
import { MISSING, type Side } from "./align.ts";
import { Comparison, foldOfDifferences } from "./diff.ts";

interface Ready {
  readonly comparison: Comparison;
  readonly tree: Comparison["tree"];
  readonly all: Fold;
  readonly differing: Fold;
}

const SHOWN = 300;
const KEY_SHOWN = 120;

export class CompareAnswers {
  private readonly turns: Turns;
  private known: { readonly before: Intake; readonly after: Intake; readonly ready: Promise<Ready> } | null = null;

  constructor(turns: Turns) {
    this.turns = turns;
  }

  async part(before: Intake, after: Intake, { only, from, to }: CompareQuestion): Promise<ComparePart> {
    const ready = await this.ready(before, after);
    const fold = only ? ready.differing : ready.all;
    const rows: CompareRow[] = [];
    for (let row = from; row < Math.min(to, fold.rowCount); row++) rows.push(rowOf(ready, fold, fold.nodeAt(row)));
    return { from, rows, count: fold.rowCount, ...ready.comparison.counts };
  }

  /** Opens what is closed and closes what is open; how many rows there are then. */
  async turn(before: Intake, after: Intake, only: boolean, node: number): Promise<number> {
    const { tree, all, differing } = await this.ready(before, after);
    const fold = only ? differing : all;
    fold.set(tree, [node], !fold.isOpen(tree, node));
    return fold.rowCount;
  }

  /** The row of the next difference, which is opened where it is inside of something closed; around the end. */
  async step(before: Intake, after: Intake, only: boolean, row: number, step: 1 | -1): Promise<number> {
    const { comparison, tree, all, differing } = await this.ready(before, after);
    const fold = only ? differing : all;
    const { differences } = comparison;
    if (differences.size === 0) return -1;
    const from = fold.nodeAt(row);
    const next = step > 0 ? differences.next(from + 1) : differences.previous(Math.max(0, from));
    const node = next >= 0 ? next : differences.select(step > 0 ? 0 : differences.size - 1);
    fold.set(tree, ancestors(tree, node), true);
    return fold.rowOf(node);
  }

  private ready(before: Intake, after: Intake): Promise<Ready> {
    if (this.known?.before !== before || this.known.after !== after) {
      this.known = { before, after, ready: this.compare(before, after) };
    }
    return this.known.ready;
  }

  private async compare(before: Intake, after: Intake): Promise<Ready> {
    if (before.index.nodeCount === 0 || after.index.nodeCount === 0) {
      throw new Error("Only two JSON documents can be compared.");
    }
    const comparison = new Comparison(before.index, after.index);
    await inTurns(comparison.run(), this.turns, () => false);
    const all = foldOfDifferences(comparison, false);
    return { comparison, tree: comparison.tree, all, differing: foldOfDifferences(comparison, true) };
  }
}

function rowOf({ comparison, tree }: Ready, fold: Fold, node: number): CompareRow {
  const { a, b } = comparison.pair(node);
  const { depths, nodeCount } = tree;
  const holds = node + 1 < nodeCount && (depths[node + 1] ?? 0) > (depths[node] ?? 0);
  return {
    node,
    level: (depths[node] ?? 0) + 1,
    label: b === MISSING ? labelOf(comparison.a, a) : labelOf(comparison.b, b),
    status: comparison.status(node),
    counted: comparison.differences.has(node),
    open: holds ? fold.isOpen(tree, node) : null,
    before: cellOf(comparison.a, a),
    after: cellOf(comparison.b, b),
  };
}

function ancestors({ depths }: Comparison["tree"], node: number): number[] {
  const above: number[] = [];
  let depth = depths[node] ?? 0;
  for (let at = node - 1; at >= 0 && depth > 0; at--) {
    if ((depths[at] ?? 0) >= depth) continue;
    depth = depths[at] ?? 0;
    above.push(at);
  }
  return above;
}

function labelOf({ index, cursor }: Side, node: number): Label {
  if (parentOf(index, node) < 0) return { kind: "root" };
  cursor.to(node);
  if (cursor.keyStart < 0) return { kind: "index", index: positionOf(index, node) };
  const { text, cut } = shownText(index.bytes, cursor.keyStart + 1, cursor.keyEnd - 1, KEY_SHOWN);
  return { kind: "key", key: cut ? `${text}…` : text, nth: 1, of: 1 };
}

function cellOf({ index }: Side, node: number): CompareCell | null {
  if (node === MISSING) return null;
  const cursor = new Cursor(index);
  cursor.to(node);
  const kind = kindOf(index, cursor);
  const { valueStart, tokenEnd } = cursor;
  const children = childCount(index, node);
  if (hasChildren(index, node)) return { kind, children, text: previewOf(index, node, cursor) };
  const { text, cut } = shownText(index.bytes, valueStart, tokenEnd, SHOWN);
  return { kind, children, text: cut ? `${text}…` : text };
}
