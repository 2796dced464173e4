import { expect, it } from "vitest";
import { sourceAt } from "./source.ts";

const TEXT = ` { "a\\"}" : [1, "]{", {"x":[]}] ,\n "b":{} , "a\\"}": -1.0e5 } \n`;

it.each<[steps: number[], source: string | null]>([
  [[], TEXT.trim()],
  [[0], `[1, "]{", {"x":[]}]`],
  [[0, 0], "1"],
  [[0, 1], `"]{"`],
  [[0, 2], `{"x":[]}`],
  [[0, 2, 0], "[]"],
  [[1], "{}"],
  [[2], "-1.0e5"],
  [[3], null],
  [[0, 0, 0], null],
  [[1, 0], null],
])("the part at %j is what the text has there", (steps, source) => {
  expect(sourceAt(TEXT, steps)).toBe(source);
});
