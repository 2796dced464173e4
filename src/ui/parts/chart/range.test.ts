import { expect, it } from "vitest";
import { lengthOf, panned, rangeQuery, readRange, scaled, zoomed } from "./range.ts";

const HOUR = 3_600_000;

it.each<[from: number | null, to: number | null, query: { from: string; to: string }]>([
  [null, null, { from: "-6h", to: "now" }],
  [5 * HOUR, 6 * HOUR, { from: "18000000", to: "21600000" }],
  [5 * HOUR, null, { from: "-6h", to: "now" }],
  [6 * HOUR, 5 * HOUR, { from: "-6h", to: "now" }],
  [5 * HOUR, 5 * HOUR + 1000, { from: "-6h", to: "now" }],
  [-5, HOUR, { from: "-6h", to: "now" }],
  [0, 1e15, { from: "-6h", to: "now" }],
])("from %s to %s in the address asks for %o", (from, to, query) => {
  expect(rangeQuery(readRange("6h", from, to))).toEqual(query);
});

it("the length is that of what is shown", () => {
  expect(lengthOf(readRange("6h", null, null))).toBe(6 * HOUR);
  expect(lengthOf(readRange("6h", 0, HOUR))).toBe(HOUR);
});

it("a zoom too deep stops at a minute around what was picked", () => {
  expect(zoomed([100_000, 110_000])).toEqual([75_000, 135_000]);
  expect(zoomed([100_500, 300_500])).toEqual([100_000, 301_000]);
});

it("a pan keeps the length, a scaling the middle", () => {
  expect(panned([10 * HOUR, 12 * HOUR], -0.5)).toEqual([9 * HOUR, 11 * HOUR]);
  expect(scaled([10 * HOUR, 12 * HOUR], 2)).toEqual([9 * HOUR, 13 * HOUR]);
  expect(scaled([10 * HOUR, 12 * HOUR], 0.5)).toEqual([10.5 * HOUR, 11.5 * HOUR]);
});
