import { expect, it } from "vitest";
import { dueCompaction, mostAtOnce, nextPeriodic } from "./compaction-rules.ts";

const NOON = Date.UTC(2026, 2, 13, 12);
const HOUR = 3_600_000;

function once(trigger: number): [string, string] {
  return ["manual_compact.once.trigger_time", String(trigger / 1000)];
}
function daily(times: string): [string, string] {
  return ["manual_compact.periodic.trigger_time", times];
}
const DISABLED: [string, string] = ["manual_compact.disabled", "true"];

it.each<[what: string, envs: [string, string][], last: number, due: string | null]>([
  ["a table without a wish", [], 0, null],
  ["a copy that never was compacted", [once(NOON - HOUR)], 0, "once"],
  ["a copy that was before the trigger", [once(NOON - HOUR)], NOON - 2 * HOUR, "once"],
  ["a copy that was after it", [once(NOON - HOUR)], NOON - 1, null],
  ["a trigger in the future, at once and again and again", [once(NOON + HOUR)], NOON - 1, "once"],
  ["a trigger that is no time", [["manual_compact.once.trigger_time", "0"]], 0, null],
  ["a time of today that has passed", [daily("3:00,21:00")], NOON - 24 * HOUR, "periodic"],
  ["a time of today that was kept", [daily("3:00,21:00")], NOON - 8 * HOUR, null],
  ["a time of today that is to come", [daily("21:00")], NOON - 24 * HOUR, null],
  ["what is no time of day", [daily("soon,25:99,")], 0, null],
  ["what is disabled", [once(NOON), daily("3:00"), DISABLED], 0, null],
  ["none at once", [once(NOON), ["manual_compact.max_concurrent_running_count", "0"]], 0, null],
])("at noon: %s", (_, envs, last, due) => {
  expect(dueCompaction(new Map(envs), last, NOON)).toBe(due);
});

it.each<[what: string, envs: [string, string][], next: number | null]>([
  ["none", [once(NOON)], null],
  ["later today", [daily("3:00, 21:00")], NOON + 9 * HOUR],
  ["tomorrow", [daily("3:30")], NOON + 15.5 * HOUR],
  ["never while disabled", [daily("3:30"), DISABLED], null],
])("the next periodic one is %s", (_, envs, next) => {
  expect(nextPeriodic(new Map(envs), NOON)).toBe(next);
});

it("without a limit any number may run at once", () => {
  expect(mostAtOnce(new Map())).toBe(Infinity);
  expect(mostAtOnce(new Map([["manual_compact.max_concurrent_running_count", "3"]]))).toBe(3);
});
