// What differs in a document from the one that was there before: for marks in the tree.
import type { FlatIndex } from "../core/flat-index.ts";
import { shownText } from "../core/text.ts";
import { inTurns, type Turns } from "./background.ts";

export interface Changes {
  /** By node of the new document: what stood there before, null where nothing did. */
  readonly before: ReadonlyMap<number, string | null>;
  /** Removed ones too, which have no row. */
  readonly count: number;
}

/** Marks that are kept; so many are no help to anybody. */
const MOST = 100_000;
const SHOWN = 60;

/** Null where it was cancelled. */
export async function findChanges(
  a: FlatIndex,
  b: FlatIndex,
  turns: Turns,
  cancelled: () => boolean,
): Promise<Changes | null> {
  const { Comparison } = await import("../compare/diff.ts");
  const comparison = new Comparison(a, b);
  if (!(await inTurns(comparison.run(), turns, cancelled))) return null;
  const { differences, counts } = comparison;
  const before = new Map<number, string | null>();
  const { cursor } = comparison.a;
  for (let rank = 0; rank < Math.min(MOST, differences.size); rank++) {
    const pair = comparison.pair(differences.select(rank));
    if (pair.b < 0) continue;
    cursor.to(Math.max(0, pair.a));
    before.set(pair.b, pair.a < 0 ? null : shownText(a.bytes, cursor.valueStart, cursor.tokenEnd, SHOWN).text);
  }
  return { before, count: counts.changed + counts.removed + counts.added };
}
