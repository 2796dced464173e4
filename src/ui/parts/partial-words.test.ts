import { expect, it } from "vitest";
import { partialWords } from "./partial-words.ts";

const silent = (...servers: string[]) => servers.map((server) => ({ server, message: "timed out" }));

it.each([
  [97, silent("a:1", "b:1", "c:1"), "97 of 100 nodes answered; these did not: a:1, b:1, c:1"],
  [4, silent("a:1"), "4 of 5 nodes answered; this one did not: a:1"],
  [0, silent("a:1", "b:1", "c:1", "d:1", "e:1"), "0 of 5 nodes answered; these did not: a:1, b:1, c:1 and 2 more"],
])("says with %i answers who did not", (answered, servers, words) => {
  expect(partialWords("node", answered, servers)).toBe(words);
});
