// Who is whose parent, child and sibling: told from the depths alone, and quickly even among millions.
import { BLOCK, BLOCK_BITS, NO_NODE, OPEN_END, wideOf, type FlatIndex } from "./flat-index.ts";
import type { Cursor } from "./cursor.ts";

/** It has children: an empty container has none. */
export function hasChildren({ depths, nodeCount }: FlatIndex, node: number): boolean {
  return node + 1 < nodeCount && (depths[node + 1] ?? 0) > (depths[node] ?? 0);
}

/** The first node after a node and all it holds. */
export function endOf(index: FlatIndex, node: number): number {
  if (!hasChildren(index, node)) return node + 1;
  const wide = wideOf(index, node);
  if (wide >= 0) {
    const end = index.wideEnd[wide] ?? OPEN_END;
    return end === OPEN_END ? index.nodeCount : end;
  }
  const { depths } = index;
  const depth = depths[node] ?? 0;
  const most = Math.min(index.nodeCount, (node | (BLOCK - 1)) + 1);
  let end = node + 1;
  while (end < most && (depths[end] ?? 0) > depth) end++;
  return end;
}

export function childCount(index: FlatIndex, node: number): number {
  if (!hasChildren(index, node)) return 0;
  const wide = wideOf(index, node);
  if (wide >= 0) return index.wideChildren[wide] ?? 0;
  const { depths } = index;
  const depth = (depths[node] ?? 0) + 1;
  const end = endOf(index, node);
  let count = 0;
  for (let child = node + 1; child < end; child++) if (depths[child] === depth) count++;
  return count;
}

/** After the value in the text, bytes. The cursor is moved. */
export function byteEndOf(index: FlatIndex, node: number, cursor: Cursor): number {
  const wide = wideOf(index, node);
  if (wide >= 0) return index.wideEnd[wide] === OPEN_END ? index.limit : (index.wideByteEnd[wide] ?? 0);
  cursor.to(node);
  return cursor.valueEnd(endOf(index, node) - 1);
}

/** The nearest ancestor of a depth, or the node itself where it has that depth. */
export function ancestorAt(index: FlatIndex, node: number, depth: number): number {
  const { depths } = index;
  let at = node;
  while ((depths[at] ?? 0) > depth) {
    const first = at & ~(BLOCK - 1);
    let before = at;
    while (before > first && (depths[before] ?? 0) > depth) before--;
    at = (depths[before] ?? 0) > depth ? (index.blockParent[before >>> BLOCK_BITS] ?? 0) : before;
  }
  return at;
}

export function parentOf(index: FlatIndex, node: number): number {
  const depth = index.depths[node] ?? 0;
  return depth === 0 ? NO_NODE : ancestorAt(index, node, depth - 1);
}

/** From the root to the node. */
export function lineageOf(index: FlatIndex, node: number): number[] {
  const line: number[] = [];
  for (let at = node; at !== NO_NODE; at = parentOf(index, at)) line.push(at);
  return line.toReversed();
}

/** How many siblings stand before a node. */
export function positionOf(index: FlatIndex, node: number): number {
  const { depths } = index;
  const depth = depths[node] ?? 0;
  if (depth === 0) return 0;
  let count = 0;
  for (let at = node; ;) {
    const first = at & ~(BLOCK - 1);
    for (let before = at; before > first;) {
      before--;
      const found = depths[before] ?? 0;
      if (found < depth) return count;
      if (found === depth) count++;
    }
    const block = first >>> BLOCK_BITS;
    const depthThere = depths[first] ?? 0;
    if (depthThere === depth) return count + (index.blockPosition[block] ?? 0);
    // The block begins within an elder sibling: which one, and how many are before it.
    at = ancestorAt(index, index.blockParent[block] ?? 0, depth);
    count++;
  }
}

/** The child that has so many siblings before it; `NO_NODE` where there are not so many. */
export function childAt(index: FlatIndex, parent: number, position: number): number {
  const end = endOf(index, parent);
  const depth = (index.depths[parent] ?? 0) + 1;
  let from = parent + 1;
  let seen = 0;
  // Among the blocks that begin inside the parent, the last one that begins at or before the child.
  let low = (parent >>> BLOCK_BITS) + 1;
  let high = (end - 1) >>> BLOCK_BITS;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const at = ancestorAt(index, middle << BLOCK_BITS, depth);
    const before = positionOf(index, at);
    if (before > position) {
      high = middle - 1;
    } else {
      from = at;
      seen = before;
      low = middle + 1;
    }
  }
  for (let child = from; child < end; child = endOf(index, child)) {
    if (seen === position) return child;
    seen++;
  }
  return NO_NODE;
}
