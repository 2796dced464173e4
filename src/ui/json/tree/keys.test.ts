import { expect, it } from "vitest";
import { pressed } from "./keys.ts";

it.each<[key: string, move: object]>([
  ["ArrowDown", { kind: "by", rows: 1 }],
  ["ArrowUp", { kind: "by", rows: -1 }],
  ["PageDown", { kind: "by", rows: 20 }],
  ["PageUp", { kind: "by", rows: -20 }],
  ["Home", { kind: "first" }],
  ["End", { kind: "last" }],
  ["ArrowRight", { kind: "into" }],
  ["ArrowLeft", { kind: "out" }],
  ["Enter", { kind: "turn" }],
  [" ", { kind: "turn" }],
  ["*", { kind: "siblings", open: true }],
  ["/", { kind: "siblings", open: false }],
  ["j", { kind: "by", rows: 1 }],
  ["k", { kind: "by", rows: -1 }],
  ["h", { kind: "out" }],
  ["l", { kind: "into" }],
])("%s is %j", (key, move) => {
  expect(pressed(key, null, 0, 20)).toEqual({ move, typed: null });
});

it.each(["F5", "Tab", "Escape", "Shift"])("%s is not the tree's", (key) => {
  expect(pressed(key, null, 0, 20)).toBeUndefined();
});

it("keys typed within a second belong together, j and its like among them", () => {
  const first = pressed("O", null, 1000, 20);
  expect(first).toEqual({ move: { kind: "type", text: "o" }, typed: { text: "o", at: 1000 } });
  const second = pressed("h", first?.typed ?? null, 1999, 20);
  expect(second).toEqual({ move: { kind: "type", text: "oh" }, typed: { text: "oh", at: 1999 } });
  expect(pressed("h", second?.typed ?? null, 2999, 20)).toEqual({ move: { kind: "out" }, typed: null });
});
