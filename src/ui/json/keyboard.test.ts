import { expect, it } from "vitest";
import { readDocument } from "./document.ts";
import { moveFor, typeAhead, typed, type Move } from "./keyboard.ts";
import { openTo, turn, visibleRows } from "./rows.ts";

const document = readDocument(`{"apple":{"pear":1,"plum":2},"banana":[],"berry":{"x":1}}`);
if (document.kind !== "json") throw new Error("the sample is JSON");
const { root, inside } = document;
// 0 $, 1 apple, 2 pear, 3 plum, 4 banana, 5 berry (closed)
const rows = visibleRows(root, inside, turn(openTo(1), "$/apple"));

const go = (to: number): Move => ({ kind: "go", to });
const turnAt = (index: number): Move => ({ kind: "turn", index });

it.each<[key: string, at: number, what: string, move: Move | null]>([
  ["ArrowDown", 0, "goes down", go(1)],
  ["ArrowDown", 5, "stays at the end", go(5)],
  ["ArrowUp", 0, "stays at the start", go(0)],
  ["Home", 3, "goes to the first row", go(0)],
  ["End", 1, "goes to the last visible row", go(5)],
  ["PageDown", 1, "goes a page down", go(4)],
  ["PageUp", 1, "goes at most to the start", go(0)],
  ["ArrowRight", 5, "opens a closed row", turnAt(5)],
  ["ArrowRight", 1, "goes to the first child of an open row", go(2)],
  ["ArrowRight", 2, "does nothing on a leaf", null],
  ["ArrowRight", 4, "does nothing on an empty array", null],
  ["ArrowLeft", 1, "closes an open row", turnAt(1)],
  ["ArrowLeft", 3, "goes to the parent", go(1)],
  ["ArrowLeft", 5, "goes from a closed row to its parent", go(0)],
  ["Enter", 5, "opens", turnAt(5)],
  ["Enter", 1, "closes", turnAt(1)],
  ["Enter", 2, "does nothing on a leaf", null],
  ["*", 4, "opens the siblings", { kind: "open-siblings", index: 4 }],
  ["F5", 1, "is the browser's", null],
])("%s at row %i %s", (key, at, _, move) => {
  expect(moveFor(key, rows, at, inside, 3)).toEqual(move);
});

it("left on a closed root does nothing", () => {
  const closed = visibleRows(root, inside, openTo(0));
  expect(moveFor("ArrowLeft", closed, 0, inside, 3)).toBeNull();
});

it.each<[text: string, at: number, to: number | null]>([
  ["b", 0, 4],
  ["b", 4, 5],
  ["b", 5, 4],
  ["bb", 4, 5],
  ["be", 4, 5],
  ["ba", 4, 4],
  ["p", 3, 2],
  ["pl", 2, 3],
  ["zz", 0, null],
  ["z", 0, null],
])("typing %s at row %i finds row %s", (text, at, to) => {
  expect(typeAhead(rows, at, text)).toBe(to);
});

it("keys typed within a second belong together", () => {
  const first = typed(null, "B", 1000);
  expect(first).toEqual({ text: "b", at: 1000 });
  expect(typed(first, "e", 1999)).toEqual({ text: "be", at: 1999 });
  expect(typed(first, "e", 2000)).toEqual({ text: "e", at: 2000 });
});
