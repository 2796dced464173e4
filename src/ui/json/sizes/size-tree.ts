// What takes the bytes of a branch: by its own branches, or by keys with array positions left aside. In the worker.
import { formatCount } from "../../format.ts";
import { Cursor } from "../core/cursor.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { byteEndOf, childCount, endOf, hasChildren, positionOf } from "../core/nodes.ts";
import { shownText } from "../core/text.ts";

export interface SizeNode {
  /** `entities`, `[17]`, `[*]`; what was too small to be told apart is `227 others`. */
  readonly name: string;
  /** Its own and all it holds, key and blanks included. */
  readonly bytes: number;
  /** How many values it stands for. */
  readonly count: number;
  /** The node, where it is one. */
  readonly node: number | null;
  readonly holds: readonly SizeNode[];
}

/** Told apart in one branch; of the innermost, which hold nothing that is told, more. */
const MOST = 60;
const MOST_INNER = 300;
const MOST_KEYS = 500;
const NAME_SHOWN = 60;

/** The branch with two levels of what it holds, the largest first. Pauses often. */
export function* sizesByBranch(index: FlatIndex, node: number, done: (tree: SizeNode) => void): Generator<void> {
  const cursor = new Cursor(index);
  const measure = function* (at: number, name: string, levels: number): Generator<void, SizeNode> {
    const holds: SizeNode[] = [];
    cursor.to(at);
    const start = cursor.keyStart < 0 ? cursor.valueStart : cursor.keyStart;
    const bytes = byteEndOf(index, at, cursor) - start;
    if (levels > 0 && hasChildren(index, at)) {
      const children: { readonly node: number; readonly bytes: number }[] = [];
      const end = endOf(index, at);
      for (let child = at + 1; child < end; child = endOf(index, child)) {
        cursor.to(child);
        const from = cursor.keyStart < 0 ? cursor.valueStart : cursor.keyStart;
        children.push({ node: child, bytes: byteEndOf(index, child, cursor) - from });
        if (children.length % 200 === 0) yield;
      }
      children.sort((a, b) => b.bytes - a.bytes);
      const most = levels === 1 ? MOST_INNER : MOST;
      for (const child of children.slice(0, most)) {
        holds.push(yield* measure(child.node, nameOf(index, child.node, cursor), levels - 1));
      }
      const rest = children.slice(most);
      if (rest.length > 0)
        holds.push(
          others(
            rest.reduce((sum, child) => sum + child.bytes, 0),
            rest.length,
          ),
        );
    }
    return { name, bytes, count: Math.max(1, childCount(index, at)), node: at, holds };
  };
  done(yield* measure(node, nameOf(index, node, cursor), 2));
}

interface Pattern {
  readonly name: string;
  own: number;
  count: number;
  readonly holds: Map<string, Pattern>;
}

/** The branch by keys, positions in arrays as `[*]`: all metrics' names together, all their values. Pauses often. */
export function* sizesByKey(index: FlatIndex, node: number, done: (tree: SizeNode) => void): Generator<void> {
  const cursor = new Cursor(index);
  const { depths } = index;
  const end = endOf(index, node);
  const top = depths[node] ?? 0;
  const root: Pattern = { name: nameOf(index, node, cursor), own: 0, count: 0, holds: new Map() };
  const stack: Pattern[] = [];
  let last: Pattern | undefined;
  let lastStart = 0;
  for (let at = node; at < end; at++) {
    cursor.to(at);
    const { keyStart, keyEnd, valueStart } = cursor;
    const start = keyStart < 0 ? valueStart : keyStart;
    // What stands up to the next value is this one's: brackets, commas and blanks too.
    if (last !== undefined) last.own += start - lastStart;
    lastStart = start;
    const level = (depths[at] ?? 0) - top;
    const above = stack[level - 1];
    const name = keyStart < 0 ? "[*]" : shownText(index.bytes, keyStart + 1, keyEnd - 1, NAME_SHOWN).text;
    last = above === undefined ? root : heldBy(above, name);
    last.count++;
    stack[level] = last;
    if (at % 500 === 0) yield;
  }
  if (last !== undefined) last.own += byteEndOf(index, node, cursor) - lastStart;
  done(summed(root));
}

function heldBy(above: Pattern, name: string): Pattern {
  const known = above.holds.get(name);
  if (known !== undefined) return known;
  const kept = above.holds.size < MOST_KEYS ? name : "others";
  const pattern = above.holds.get(kept) ?? { name: kept, own: 0, count: 0, holds: new Map() };
  above.holds.set(kept, pattern);
  return pattern;
}

/** As deep as the text: keys nest as values do, so that a stack would not be deep enough for all texts. */
function summed(root: Pattern): SizeNode {
  const order: Pattern[] = [root];
  for (const pattern of order) order.push(...pattern.holds.values());
  const sums = new Map<Pattern, SizeNode>();
  for (const pattern of order.toReversed()) {
    const holds = [...pattern.holds.values()]
      .flatMap((held) => sums.get(held) ?? [])
      .toSorted((a, b) => b.bytes - a.bytes);
    const bytes = holds.reduce((sum, held) => sum + held.bytes, pattern.own);
    sums.set(pattern, { name: pattern.name, bytes, count: pattern.count, node: null, holds });
  }
  const whole = sums.get(root);
  return whole === undefined ? others(0, 0) : shallow(whole, 6);
}

/** What is sent to the page is drawn a few levels deep at most. */
function shallow(node: SizeNode, levels: number): SizeNode {
  if (levels === 0) return { ...node, holds: [] };
  const kept = node.holds.slice(0, MOST).map((held) => shallow(held, levels - 1));
  const rest = node.holds.slice(MOST);
  if (rest.length === 0) return { ...node, holds: kept };
  const bytes = rest.reduce((sum, held) => sum + held.bytes, 0);
  return { ...node, holds: [...kept, others(bytes, rest.length)] };
}

function others(bytes: number, count: number): SizeNode {
  return { name: `${formatCount(count)} ${count === 1 ? "other" : "others"}`, bytes, count, node: null, holds: [] };
}

function nameOf(index: FlatIndex, node: number, cursor: Cursor): string {
  cursor.to(node);
  if (node === 0) return "$";
  if (cursor.keyStart < 0) return `[${positionOf(index, node)}]`;
  return shownText(index.bytes, cursor.keyStart + 1, cursor.keyEnd - 1, NAME_SHOWN).text;
}
