import * as fc from "fast-check";
import { expect, it } from "vitest";
import { shownText } from "../core/text.ts";
import { anyJson, scanText } from "../core/samples.ts";
import { byteEndOf } from "../core/nodes.ts";
import { MISSING, type Side } from "./align.ts";
import { Comparison, foldOfDifferences } from "./diff.ts";

function compared(a: string, b: string): Comparison {
  const comparison = new Comparison(scanText(a).index, scanText(b).index);
  for (const _ of comparison.run());
  return comparison;
}

function shown({ index, cursor }: Side, node: number): string {
  if (node === MISSING) return "";
  cursor.to(node);
  const { keyStart, keyEnd, valueStart } = cursor;
  const key = keyStart < 0 ? "" : `${shownText(index.bytes, keyStart, keyEnd, 100).text}:`;
  return key + shownText(index.bytes, valueStart, byteEndOf(index, node, cursor), 100).text;
}

/** The differences only: `~ "a":1 → "a":2`. */
function differences(a: string, b: string): string[] {
  const comparison = compared(a, b);
  return Array.from({ length: comparison.differences.size }, (_, rank) => {
    const node = comparison.differences.select(rank);
    const pair = comparison.pair(node);
    const sign = { same: "=", changed: "~", removed: "-", added: "+" }[comparison.status(node)];
    return [sign, shown(comparison.a, pair.a), shown(comparison.b, pair.b)].filter((part) => part !== "").join(" ");
  });
}

it.each<[what: string, a: string, b: string, found: string[]]>([
  ["nothing", `{"a":[1,2]}`, `{"a":[1,2]}`, []],
  ["blanks", `{"a":[1,2]}`, `{ "a" : [ 1 ,\n2 ] }`, []],
  ["the order of members", `{"a":1,"b":2}`, `{"b":2,"a":1}`, []],
  ["another spelling of a string", `["\\u0041/"]`, `["A\\/"]`, []],
  ["a value", `{"a":1,"b":2}`, `{"a":1,"b":3}`, [`~ "b":2 "b":3`]],
  ["a number in another form", `[1]`, `[1.0]`, ["~ 1 1.0"]],
  ["a member that is new or gone", `{"a":1,"b":2}`, `{"b":2,"c":[3]}`, [`- "a":1`, `+ "c":[3]`]],
  ["an item in between", `[1,2,3]`, `[1,9,2,3]`, ["+ 9"]],
  ["an item that is gone", `[1,2,3,4]`, `[1,3,4]`, ["- 2"]],
  ["an item changed", `[1,2,3]`, `[1,5,3]`, ["~ 2 5"]],
  ["another kind", `{"a":[1]}`, `{"a":{"x":1}}`, [`- "a":[1]`, `+ "a":{"x":1}`]],
  ["a leaf where a container was", `{"a":[1]}`, `{"a":null}`, [`- "a":[1]`, `+ "a":null`]],
  ["equal keys, by their number", `{"a":1,"a":2}`, `{"a":1,"a":3}`, [`~ "a":2 "a":3`]],
  [
    "metrics in another order",
    `[{"name":"x","value":1},{"name":"y","value":2}]`,
    `[{"name":"y","value":2},{"name":"x","value":5}]`,
    [`~ "value":1 "value":5`],
  ],
  [
    "entities by type and id",
    `[{"type":"t","id":"1","v":0},{"type":"u","id":"1","v":0}]`,
    `[{"type":"u","id":"1","v":0},{"type":"t","id":"2","v":0}]`,
    [`- {"type":"t","id":"1","v":0}`, `+ {"type":"t","id":"2","v":0}`],
  ],
  ["objects that nothing identifies, by place", `[{"v":1},{"v":2}]`, `[{"v":1},{"v":3}]`, [`~ "v":2 "v":3`]],
  ["the whole", `1`, `[1]`, ["- 1", "+ [1]"]],
])("%s", (_, a, b, found) => {
  expect(differences(a, b)).toEqual(found);
});

it("a document is as itself, however it is written, and every node of both has its place", () => {
  fc.assert(
    fc.property(anyJson, anyJson, (a, b) => {
      expect(differences(a, a)).toEqual([]);
      const comparison = compared(a, b);
      const { nodeCount } = comparison.tree;
      const pairs = Array.from({ length: nodeCount }, (_, node) => comparison.pair(node));
      const count = (text: string): number => scanText(text).index.nodeCount;
      const sortedNodes = (nodes: number[]): number[] =>
        nodes.filter((node) => node !== MISSING).toSorted((x, y) => x - y);
      expect(sortedNodes(pairs.map((pair) => pair.a))).toEqual([...Array(count(a)).keys()]);
      expect(sortedNodes(pairs.map((pair) => pair.b))).toEqual([...Array(count(b)).keys()]);
      const { changed, removed, added } = comparison.counts;
      expect(changed + removed + added).toBe(comparison.differences.size);
    }),
  );
});

it("open is what holds differences; with only differences the rest is gone", () => {
  const comparison = compared(
    `{"a":{"x":1,"y":2},"b":{"z":[3]},"c":0}`,
    `{"a":{"x":1,"y":9},"b":{"z":[3]},"c":0,"d":{"n":1}}`,
  );
  const rows = (only: boolean): string[] => {
    const fold = foldOfDifferences(comparison, only);
    return Array.from({ length: fold.rowCount }, (_, row) => {
      const { a, b } = comparison.pair(fold.nodeAt(row));
      return shown(comparison.b, b) || shown(comparison.a, a);
    });
  };
  expect(rows(false).slice(1)).toEqual([
    '"a":{"x":1,"y":9}',
    '"x":1',
    '"y":9',
    '"b":{"z":[3]}',
    '"c":0',
    '"d":{"n":1}',
  ]);
  expect(rows(true).slice(1)).toEqual(['"a":{"x":1,"y":9}', '"y":9', '"d":{"n":1}']);
});

it("documents that nest deeply are compared too", () => {
  const deep = (leaf: string): string => `${"[".repeat(10_000)}${leaf}${"]".repeat(10_000)}`;
  expect(differences(deep("1"), deep("2"))).toEqual(["~ 1 2"]);
});
