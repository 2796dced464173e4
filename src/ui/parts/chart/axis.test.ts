import { expect, it } from "vitest";
import { timeTicks, valueTicks } from "./axis.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const noon = Date.UTC(2026, 10, 22, 12);
const utc = (): number => 0;

it.each<[span: number, ticks: string[]]>([
  [MINUTE, ["12:00:00", "12:00:10", "12:00:20", "12:00:30", "12:00:40", "12:00:50", "12:01:00"]],
  [15 * MINUTE, ["12:00", "12:05", "12:10", "12:15"]],
  [HOUR, ["12:00", "12:10", "12:20", "12:30", "12:40", "12:50", "13:00"]],
  [DAY, ["12:00", "18:00", "00:00", "06:00", "12:00"]],
  [2 * DAY, ["12:00", "11-23", "12:00", "11-24", "12:00"]],
  [7 * DAY, ["11-23", "11-25", "11-27", "11-29"]],
])("over %i ms the ticks are at round times", (span, ticks) => {
  const { at, write } = timeTicks([noon, noon + span], 6, utc);
  expect(at.map((time) => write(time))).toEqual(ticks);
});

it("the ticks are round in local time", () => {
  const { at, write } = timeTicks([noon, noon + DAY], 6, () => 5.75 * HOUR);
  expect(at.map((time) => write(time))).toEqual(["18:00", "00:00", "06:00", "12:00"]);
  expect(at[0]).toBe(noon + 15 * MINUTE);
});

it.each([3, 90, 400])("%i days have few ticks all the same", (days) => {
  expect(timeTicks([noon, noon + days * DAY], 6, utc).at.length).toBeLessThanOrEqual(7);
});

it.each<[least: number, most: number, ticks: number[]]>([
  [0, 0, [0, 1]],
  [0, Number.NaN, [0, 1]],
  [0, 1, [0, 0.5, 1]],
  [3, 4, [0, 1, 2, 3, 4]],
  [0, 20_300, [0, 10_000, 20_000, 30_000]],
  [0, 19_700, [0, 5000, 10_000, 15_000, 20_000]],
  [-3, 5, [-4, -2, 0, 2, 4, 6]],
  [-3, -1, [-3, -2, -1, 0]],
])("values from %d to %d have ticks at round values", (least, most, ticks) => {
  expect(valueTicks(least, most)).toEqual(ticks);
});
