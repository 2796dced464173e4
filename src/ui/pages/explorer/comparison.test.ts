import { expect, it } from "vitest";
import { readPair, writePair, type Pair } from "./comparison.ts";

it.each<[string, Pair]>([
  [
    "kept.abc1~kept.def2",
    [
      { kind: "kept", id: "abc1" },
      { kind: "kept", id: "def2" },
    ],
  ],
  [
    "server.10.0.0.1:34801~server.n2.internal:34801",
    [
      { kind: "server", server: "10.0.0.1:34801" },
      { kind: "server", server: "n2.internal:34801" },
    ],
  ],
  [
    "server.[::1]:34801~kept.a",
    [
      { kind: "server", server: "[::1]:34801" },
      { kind: "kept", id: "a" },
    ],
  ],
])("%s is read and written", (text, pair) => {
  expect(readPair(text)).toEqual(pair);
  expect(writePair(pair)).toBe(text);
});

it.each(["", "kept.a", "kept.a~", "kept.a~kept.b~kept.c", "kept.A B~kept.b", "what.a~kept.b", "server.a/b~kept.c"])(
  "%j is no pair",
  (text) => {
    expect(readPair(text)).toBeNull();
  },
);
