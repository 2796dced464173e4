import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Bits } from "./bits.ts";
import { fittingLevel, Fold, openableSiblings, visibleAncestor } from "./fold.ts";
import { anyJson, expectedNodes, scanText } from "./samples.ts";

/** By walking down: the nodes whose ancestors are all open. */
function visibleByHand(text: string, fold: Fold, kept: Bits | null): number[] {
  const { index } = scanText(text);
  const nodes = expectedNodes(text);
  return nodes.flatMap(({ parent }, node) => {
    if (kept !== null && !kept.has(node)) return [];
    for (let above = parent; above >= 0; above = nodes[above]?.parent ?? -1) if (!fold.isOpen(index, above)) return [];
    return [node];
  });
}

function rowsOf(fold: Fold): number[] {
  return Array.from({ length: fold.rowCount }, (_, row) => fold.nodeAt(row));
}

it("shows what is inside of open containers only, whatever was opened and closed", () => {
  fc.assert(
    fc.property(
      anyJson,
      fc.nat({ max: 4 }),
      fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 5 }),
      (text, depth, turns) => {
        const { index } = scanText(text);
        const fold = new Fold(depth);
        fold.extend(index);
        for (const [node, open] of turns) {
          fold.set(index, [node % index.nodeCount], open);
          if (fold.isOpen(index, node % index.nodeCount) !== open) throw new Error("set has no effect");
        }
        const rows = rowsOf(fold);
        expect(rows).toEqual(visibleByHand(text, fold, null));
        expect(rows.map((node) => fold.rowOf(node))).toEqual([...rows.keys()]);
        const all = Array.from({ length: index.nodeCount }, (_, node) => visibleAncestor(index, fold, node));
        expect(new Set(all)).toEqual(new Set(rows));
      },
    ),
  );
});

it("judges nodes that come later as if they had been there", () => {
  fc.assert(
    fc.property(anyJson, fc.nat({ max: 3 }), fc.nat(), (text, depth, cut) => {
      const { index } = scanText(text);
      const fold = new Fold(depth);
      fold.extend({ depths: index.depths, nodeCount: cut % (index.nodeCount + 1) });
      fold.extend(index);
      expect(rowsOf(fold)).toEqual(visibleByHand(text, fold, null));
    }),
  );
});

it("can keep some nodes only", () => {
  const text = `{"a":[1,2],"b":{"c":3}}`;
  const { index } = scanText(text);
  const kept = new Bits(6);
  for (const node of [0, 1, 3]) kept.add(node);
  const fold = new Fold(Infinity, kept);
  fold.extend(index);
  expect(rowsOf(fold)).toEqual([0, 1, 3]);
  fold.set(index, [1], false);
  expect(rowsOf(fold)).toEqual([0, 1]);
});

it("knows whether a level is open, or single ones", () => {
  const { index } = scanText(`{"a":[1,2],"b":{"c":3}}`);
  const fold = new Fold(1);
  fold.extend(index);
  expect([fold.level, fold.rowCount]).toEqual([1, 3]);
  fold.set(index, openableSiblings(index, 1), true);
  expect([fold.level, fold.rowCount]).toEqual([null, 6]);
  fold.set(index, openableSiblings(index, 4), false);
  expect([fold.level, fold.rowCount]).toEqual([1, 3]);
  fold.openTo(index, Infinity);
  expect([fold.level, fold.rowCount]).toEqual([Infinity, 6]);
  fold.openTo(index, 0);
  expect([fold.level, fold.rowCount]).toEqual([0, 1]);
});

it.each<[perDepth: number[], limit: number, level: number]>([
  [[1, 6, 300], 80, 1],
  [[1, 6, 30, 40], 80, 3],
  [[1, 6, 30, 40], 40, 2],
  [[1, 600], 80, 1],
  [[1], 80, 1],
])("of %j nodes by depth, %i rows show level %i", (perDepth, limit, level) => {
  expect(fittingLevel(perDepth, limit)).toBe(level);
});
