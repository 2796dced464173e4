import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Bits } from "../core/bits.ts";
import { anyJson, expectedNodes, scanText, type Expected } from "../core/samples.ts";
import type { SearchScope } from "../view-state.ts";
import { chunksOf } from "./chunks.ts";
import { matchTokens } from "./match-tokens.ts";
import { foldOfMatches } from "./only-matches.ts";
import { searchText, type TextQuery } from "./search-text.ts";

function found(text: string, query: TextQuery): number[] {
  const { index } = scanText(text);
  const bits = new Bits(index.nodeCount);
  for (const _ of searchText(index, query, bits));
  return nodesOf(bits);
}

function nodesOf(bits: Bits): number[] {
  return Array.from({ length: bits.size }, (_, rank) => bits.select(rank));
}

function valueText({ node }: Expected): string | null {
  switch (node.kind) {
    case "string":
      return node.value;
    case "number":
      return node.text;
    case "boolean":
      return String(node.value);
    case "null":
      return "null";
    case "object":
    case "array":
      return null;
  }
}

/** By looking at every key and value. */
function wanted(text: string, { scope }: TextQuery, test: (token: string) => boolean): number[] {
  return expectedNodes(text).flatMap((entry, node) => {
    const value = valueText(entry);
    const inKey = scope !== "values" && entry.key !== null && test(entry.key);
    return inKey || (scope !== "keys" && value !== null && test(value)) ? [node] : [];
  });
}

const scopes = fc.constantFrom<SearchScope>("all", "keys", "values");

it("finds what looking at every key and value finds", () => {
  const needle = fc.oneof(
    fc.string({ unit: "grapheme", minLength: 1, maxLength: 2 }),
    fc.constantFrom(
      "a",
      "A",
      "1",
      "true",
      "[",
      ",",
      '"',
      "\\",
      "ul",
      "€",
      "😀",
      " ",
      "/",
      "n",
      "u00",
      "41",
      'b"',
      "\\n",
      "é/",
    ),
  );
  const query = fc.record({ text: needle, scope: scopes, matchCase: fc.boolean() });
  fc.assert(
    fc.property(anyJson, query, (text, asked) => {
      const test = asked.matchCase
        ? (token: string) => token.includes(asked.text)
        : (token: string) => token.toLowerCase().includes(asked.text.toLowerCase());
      expect(found(text, asked)).toEqual(wanted(text, asked, test));
    }),
    { numRuns: 400 },
  );
});

it("finds across many chunks, whether hits are rare or everywhere", () => {
  const items = Array.from({ length: 40_000 }, (_, item) => ({ name: `metric_${item}`, value: item }));
  const text = JSON.stringify(items);
  expect(found(text, { text: "metric_39999", scope: "all", matchCase: true })).toEqual([39_999 * 3 + 2]);
  expect(found(text, { text: "METRIC", scope: "all", matchCase: false })).toHaveLength(40_000);
  expect(found(text, { text: "METRIC", scope: "all", matchCase: true })).toEqual([]);
  expect(found(text, { text: "value", scope: "keys", matchCase: false })).toHaveLength(40_000);
  expect(found(text, { text: "value", scope: "values", matchCase: false })).toEqual([]);
});

it("a regular expression is asked of each key and value alone", () => {
  const text = `{"name":"a\\nb","n":12,"é":"^x$"}`;
  const { index } = scanText(text);
  const matching = (pattern: RegExp): number[] =>
    [...chunksOf(index)].flatMap(({ bytes, nodes }) =>
      matchTokens(bytes, nodes, "all", (token) => pattern.test(token)),
    );
  expect(matching(/^n/)).toEqual([1, 2]);
  expect(matching(/^a\nb$/)).toEqual([1]);
  expect(matching(/^\d+$/)).toEqual([2]);
  expect(matching(/é/)).toEqual([3]);
  expect(matching(/[{:]/)).toEqual([]);
});

it("the view of matches has what is above a match, and what is inside of one that holds none, closed", () => {
  // 0 $, 1 a, 2 x, 3 y, 4 b, 5 a, 6 [0], 7 c
  const { index } = scanText(`{"a":{"x":1,"y":2},"b":{"a":[0]},"c":3}`);
  const matches = new Bits(8);
  for (const node of [1, 5]) matches.add(node);
  const fold = foldOfMatches(index, matches);
  const rows = (): number[] => Array.from({ length: fold.rowCount }, (_, row) => fold.nodeAt(row));
  expect(rows()).toEqual([0, 1, 4, 5]);
  fold.set(index, [1], true);
  expect(rows()).toEqual([0, 1, 2, 3, 4, 5]);
});

it("without a match the view has the root alone", () => {
  const { index } = scanText(`{"a":[1,2]}`);
  expect(foldOfMatches(index, new Bits(4)).rowCount).toBe(1);
});
