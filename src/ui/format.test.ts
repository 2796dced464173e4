import { expect, it } from "vitest";
import {
  formatBytes,
  formatCount,
  formatDuration,
  formatMib,
  formatNs,
  formatPercent,
  formatScore,
  formatServerTime,
  formatShort,
  formatTime,
  NONE,
  plural,
} from "./format.ts";

it.each<[number | bigint, string]>([
  [0, "0"],
  [12345, "12,345"],
  [9007199254740993n, "9,007,199,254,740,993"],
])("counts %s exactly, as %s", (value, text) => {
  expect(formatCount(value)).toBe(text);
});

it.each([
  [0, "0"],
  [0.001, "<0.01"],
  [0.25, "0.25"],
  [3, "3"],
  [12.34, "12.3"],
  [99.96, "100"],
  [850, "850"],
  [999.4, "999"],
  [999.6, "1.00k"],
  [1234, "1.23k"],
  [45_600_000, "45.6M"],
  [-1500, "-1.50k"],
  [Number.NaN, NONE],
  [Number.POSITIVE_INFINITY, NONE],
])("writes %d with three digits as %s", (value, text) => {
  expect(formatShort(value)).toBe(text);
});

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [1024, "1 KiB"],
  [1536, "1.50 KiB"],
  [1024 ** 3 * 1.234, "1.23 GiB"],
  [1024 ** 6, "1024 PiB"],
  [Number.NaN, NONE],
])("writes %d bytes as %s", (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it("takes Pegasus's megabytes for MiB", () => {
  expect(formatMib(1024)).toBe("1 GiB");
});

it.each([
  [850, "850 ns"],
  [12_300, "12.3 µs"],
  [4_560_000, "4.56 ms"],
  [999_600, "1.00 ms"],
  [1_200_000_000, "1.20 s"],
  [90_000_000_000, "90 s"],
])("writes %d nanoseconds as %s", (ns, text) => {
  expect(formatNs(ns)).toBe(text);
});

it.each([
  [0, "0%"],
  [0.004, "<1%"],
  [0.345, "35%"],
  [0.996, ">99%"],
  [1, "100%"],
  [Number.NaN, NONE],
])("writes the ratio %d as %s", (ratio, text) => {
  expect(formatPercent(ratio)).toBe(text);
});

it.each([
  [-5, "0 s"],
  [59_999, "59 s"],
  [60_000, "1 min"],
  [3_600_000, "1 h"],
  [7_500_000, "2 h 5 min"],
  [273_600_000, "3 d 4 h"],
])("writes %d ms as %s", (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

it("writes a moment in this place's own time", () => {
  expect(formatTime(new Date(2026, 2, 2, 4, 3, 2).getTime())).toBe("2026-03-02 04:03:02");
  expect(formatTime(Number.NaN)).toBe(NONE);
});

it.each([
  ["2026-01-20 11:02:33.000", "2026-01-20 11:02:33"],
  ["2026-01-20 11:02:33", "2026-01-20 11:02:33"],
])("leaves the server time %s as it was said, less empty milliseconds", (text, shown) => {
  expect(formatServerTime(text)).toBe(shown);
});

it.each<[number, string, string | undefined, string]>([
  [1, "partition", undefined, "1 partition"],
  [0, "partition", undefined, "0 partitions"],
  [1200, "copy", "copies", "1,200 copies"],
])("says %d %s in the right number", (count, one, many, text) => {
  expect(plural(count, one, many)).toBe(text);
});

it.each([
  [7.12, "7.1"],
  [0, "0.0"],
  [-0.04, "0.0"],
  [-1.25, "-1.3"],
  [Number.NaN, "–"],
])("writes the z-score %d as %s", (score, text) => {
  expect(formatScore(score)).toBe(text);
});
