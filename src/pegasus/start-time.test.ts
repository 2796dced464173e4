import { expect, it } from "vitest";
import { readServerTime, uptime, uptimeRemainder, zoneOffset } from "./start-time.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2026, 2, 13, 8, 15, 42);

it.each([
  ["2026-03-13 08:15:42", START],
  ["2026-01-20 11:02:33.000", Date.UTC(2026, 0, 20, 11, 2, 33)],
  ["1970-01-01 00:00:00", 0],
  ["2026-02-30 25:00:00", null],
  ["2026-03-13T08:15:42Z", null],
  ["-", null],
  ["", null],
])("reads %j as %s", (text, time) => {
  expect(readServerTime(text)).toBe(time);
});

it.each([
  ["just now, in UTC", 0, 0],
  ["ten minutes ago, eight hours ahead of UTC", 10 * MINUTE - 8 * HOUR, 10 * MINUTE],
  ["a day and a minute ago, behind UTC by 3:30", 24 * HOUR + MINUTE + 3.5 * HOUR, MINUTE],
])("knows of a process started %s the uptime modulo a quarter-hour", (_what, difference, remainder) => {
  expect(uptimeRemainder(START, START + difference)).toBe(remainder);
});

it.each([
  [8 * HOUR + 4 * MINUTE, 8 * HOUR],
  [5.75 * HOUR - 7 * MINUTE, 5.75 * HOUR],
  [-3.5 * HOUR, -3.5 * HOUR],
  [MINUTE, 0],
])("takes clocks that differ by %d ms for a zone of %d", (difference, offset) => {
  expect(zoneOffset(START + difference, START)).toBe(offset);
});

it("computes an uptime once the zone is known, and says so where clocks contradict each other", () => {
  expect(uptime(START, 8 * HOUR, START - 8 * HOUR + 5 * MINUTE)).toBe(5 * MINUTE);
  expect(uptime(START, 0, START - 1)).toBeNull();
});
