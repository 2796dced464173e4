import * as fc from "fast-check";
import { expect, it } from "vitest";
import { Cursor } from "./cursor.ts";
import type { FlatIndex } from "./flat-index.ts";
import { byteEndOf, childAt, childCount, endOf, lineageOf, parentOf, positionOf } from "./nodes.ts";
import { Scanner } from "./scan.ts";
import { anyJson, bytesOf, expectedNodes, scanText, type Expected } from "./samples.ts";

function textBetween(index: FlatIndex, from: number, to: number): string {
  return new TextDecoder().decode(index.bytes.subarray(from, to));
}

/** What the index says of each node, and what an independent reader says. */
function bothViews(text: string, index: FlatIndex) {
  const expected = expectedNodes(text);
  const cursor = new Cursor(index);
  const other = new Cursor(index);
  const found = expected.map(({ parent, position, children }, node) => {
    cursor.to(node);
    const key = cursor.keyStart < 0 ? null : textBetween(index, cursor.keyStart, cursor.keyEnd);
    const value = textBetween(index, cursor.valueStart, byteEndOf(index, node, other));
    return {
      key: key === null ? null : (JSON.parse(key) as string),
      depth: index.depths[node],
      parent: parentOf(index, node),
      position: positionOf(index, node),
      children: childCount(index, node),
      end: endOf(index, node),
      value: children === 0 ? (JSON.parse(value) as unknown) : value[0] + value.slice(-1),
      byPosition: parent < 0 ? node : childAt(index, parent, position),
      beyond: childAt(index, node, children),
    };
  });
  const wanted = expected.map(({ node: value, ...rest }, node) => {
    return { ...rest, value: plain(value), byPosition: node, beyond: -1 };
  });
  return { found, wanted, count: index.nodeCount };
}

function plain(node: Expected["node"]): unknown {
  switch (node.kind) {
    case "object":
      return node.members.length === 0 ? {} : "{}";
    case "array":
      return node.items.length === 0 ? [] : "[]";
    case "number":
      return Number(node.text);
    case "string":
    case "boolean":
      return node.value;
    case "null":
      return null;
  }
}

it("the index says of every node what an independent reader says", () => {
  fc.assert(
    fc.property(anyJson, (text) => {
      const { found, wanted, count } = bothViews(text, scanText(text).index);
      expect(found).toEqual(wanted);
      expect(count).toBe(wanted.length);
    }),
  );
});

it("a text that comes in pieces of any size gives the same index", () => {
  fc.assert(
    fc.property(anyJson, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (text, sizes) => {
      const whole = bytesOf(text);
      const length = whole.length - 8;
      const scanner = new Scanner(length);
      let available = 0;
      for (let step = 0; available < length; step++) {
        available = Math.min(length, available + (sizes[step % sizes.length] ?? 1));
        const part = new Uint8Array(whole.length);
        part.set(whole.subarray(0, available));
        scanner.read(part, available, false);
      }
      scanner.read(whole, length, true);
      expect(scanner.problem).toBeNull();
      const { found, wanted } = bothViews(text, scanner.index(whole));
      expect(found).toEqual(wanted);
    }),
  );
});

it("finds its way in arrays of thousands and in chains of thousands", () => {
  const item = `{"name":"n","value":[1,{"a":[]}],"more":{}}`;
  const wide = `[${Array.from({ length: 1000 }, () => item).join(",")}]`;
  const deep = `${`{"a":[0,`.repeat(300)}1${'],"z":2}'.repeat(300)}`;
  for (const text of [wide, deep]) {
    const { found, wanted } = bothViews(text, scanText(text).index);
    expect(found).toEqual(wanted);
  }
});

it.each([10_000, 60_000])("%i levels deep is no more than a long way", (levels) => {
  const { index, scanner } = scanText("[".repeat(levels) + "]".repeat(levels));
  expect(scanner.problem).toBeNull();
  expect(index.nodeCount).toBe(levels);
  expect(lineageOf(index, levels - 1)).toHaveLength(levels);
  expect(positionOf(index, levels - 1)).toBe(0);
  expect(endOf(index, 1)).toBe(levels);
  expect(byteEndOf(index, levels - 1, new Cursor(index))).toBe(levels + 1);
});
