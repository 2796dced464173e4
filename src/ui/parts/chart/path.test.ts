import { expect, it } from "vitest";
import { pathOf } from "./path.ts";

it.each<[what: string, values: (number | null)[], path: string]>([
  ["a line", [1, 2, 3], "M0,1L10,2L20,3"],
  ["a gap breaks it", [1, 2, null, 4, 5], "M0,1L10,2M30,4L40,5"],
  ["a value alone is a dot", [null, 2, null, 4], "M10,2h0M30,4h0"],
  ["nothing", [null, null], ""],
])("%s", (_, values, path) => {
  const times = values.map((_value, index) => index);
  expect(
    pathOf(
      { times, values },
      (at) => at * 10,
      (value) => value,
    ),
  ).toBe(path);
});
