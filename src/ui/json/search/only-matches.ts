// The view of matches alone: what matches, what is above it, and closed, what is inside of a match.
import { Bits } from "../core/bits.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { Fold } from "../core/fold.ts";
import { endOf, hasChildren } from "../core/nodes.ts";

export function foldOfMatches(index: FlatIndex, matches: Bits): Fold {
  const { depths, nodeCount } = index;
  const kept = new Bits(nodeCount);
  const closed = new Bits(nodeCount);
  // From the end to the start, so that a parent comes after all it holds.
  const wanted: boolean[] = [];
  for (let node = nodeCount - 1; node >= 0; node--) {
    const depth = depths[node] ?? 0;
    const holdsMatch = wanted[depth] === true;
    wanted[depth] = false;
    const matchesItself = matches.has(node);
    if (!holdsMatch && !matchesItself && node > 0) continue;
    kept.add(node);
    if (depth > 0) wanted[depth - 1] = true;
    if (matchesItself && !holdsMatch && hasChildren(index, node)) {
      closed.add(node);
      kept.addRange(node + 1, endOf(index, node));
    }
  }
  const fold = new Fold(Infinity, kept, closed);
  fold.extend(index);
  return fold;
}
