import * as fc from "fast-check";
import { expect, it } from "vitest";
import { anyJson, scanText } from "../core/samples.ts";
import { sizesByBranch, sizesByKey, type SizeNode } from "./size-tree.ts";
import { squarified } from "./treemap.ts";

function measured(work: typeof sizesByBranch, text: string, node = 0): SizeNode {
  const found: SizeNode[] = [];
  for (const _ of work(scanText(text).index, node, (tree) => found.push(tree)));
  const [tree] = found;
  if (tree === undefined) throw new Error("nothing was measured");
  return tree;
}

const brief = ({ name, bytes, count, holds }: SizeNode): unknown => [name, bytes, count, ...holds.map(brief)];

const TEXT = `{"a":[{"n":"x"},{"n":"yyy"}],"bb":1}`;

it("tells what each branch takes, the largest first", () => {
  const tree = measured(sizesByBranch, TEXT);
  expect(brief(tree)).toEqual(["$", 36, 2, ["a", 27, 2, ["[1]", 11, 1], ["[0]", 9, 1]], ["bb", 6, 1]]);
  expect(tree.holds[0]?.holds[0]?.node).toBe(4);
});

it("tells what each key takes, whatever the position in an array", () => {
  expect(brief(measured(sizesByKey, TEXT))).toEqual([
    "$",
    36,
    1,
    ["a", 28, 1, ["[*]", 23, 2, ["n", 21, 2]]],
    ["bb", 7, 1],
  ]);
});

it("by keys, nothing is lost: the sum is the whole", () => {
  fc.assert(
    fc.property(anyJson, (text) => {
      expect(measured(sizesByKey, text).bytes).toBe(new TextEncoder().encode(text.trim()).length);
    }),
  );
});

it("what is too small or too much is summed up", () => {
  const members = Array.from({ length: 1000 }, (_, member) => `"k${member}":1`);
  const tree = measured(sizesByBranch, `{${members.join(",")}}`);
  expect(tree.holds).toHaveLength(61);
  expect(tree.holds.at(-1)).toMatchObject({ name: "940 others", count: 940 });
});

it("areas are as values, inside of the whole, and none lies on another", () => {
  const values = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(values, (some) => {
      const sum = some.reduce((total, value) => total + value, 0);
      const placed = squarified(some, { x: 10, y: 20, width: 300, height: 200 });
      for (const [place, { x, y, width, height }] of placed.entries()) {
        expect(width * height).toBeCloseTo(((some[place] ?? 0) / sum) * 60_000, 3);
        expect(x).toBeGreaterThanOrEqual(10 - 1e-6);
        expect(y).toBeGreaterThanOrEqual(20 - 1e-6);
        expect(x + width).toBeLessThanOrEqual(310 + 1e-6);
        expect(y + height).toBeLessThanOrEqual(220 + 1e-6);
      }
    }),
  );
});

it("values of nothing take no room", () => {
  expect(squarified([0, 0], { x: 0, y: 0, width: 10, height: 10 }).every(({ width }) => width === 0)).toBe(true);
});
