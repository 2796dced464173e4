import { expect, it } from "vitest";
import { timeSpan, timeTicks, valueTicks } from "./axis.ts";

const MINUTE = 60_000;

it("shows at least five minutes, which end now", () => {
  expect(timeSpan(100 * MINUTE, 100 * MINUTE)).toEqual([95 * MINUTE, 100 * MINUTE]);
  expect(timeSpan(40 * MINUTE, 100 * MINUTE)).toEqual([40 * MINUTE, 100 * MINUTE]);
});

it.each<[minutes: number, ticks: number[]]>([
  [5, [1, 2, 3, 4, 5]],
  [11, [2, 4, 6, 8, 10]],
  [30, [5, 10, 15, 20, 25, 30]],
  [60, [10, 20, 30, 40, 50, 60]],
])("over %i minutes the ticks are at round times", (minutes, ticks) => {
  expect(timeTicks([0.5 * MINUTE, minutes * MINUTE]).map((at) => at / MINUTE)).toEqual(ticks);
});

it("a span of days has few ticks all the same", () => {
  expect(timeTicks([0, 3 * 24 * 60 * MINUTE]).length).toBeLessThanOrEqual(7);
});

it.each<[most: number, ticks: number[]]>([
  [0, [0, 1]],
  [Number.NaN, [0, 1]],
  [1, [0, 0.5, 1]],
  [4, [0, 1, 2, 3, 4]],
  [20_300, [0, 10_000, 20_000, 30_000]],
  [19_700, [0, 5000, 10_000, 15_000, 20_000]],
  [3.1e6, [0, 1e6, 2e6, 3e6, 4e6]],
])("values up to %d have ticks at round values", (most, ticks) => {
  expect(valueTicks(most)).toEqual(ticks);
});
