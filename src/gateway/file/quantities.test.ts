import { expect, it } from "vitest";
import { readDuration, readSize } from "./quantities.ts";

it.each([
  ["10s", 10_000],
  ["5m", 300_000],
  ["12h", 43_200_000],
  ["90d", 7_776_000_000],
  ["2w", 1_209_600_000],
  ["0s", null],
  ["10", null],
  ["10 s", null],
  ["10S", null],
  ["1.5h", null],
  ["-1s", null],
  ["1ms", null],
  ["1h30m", null],
  ["9999999s", null],
  ["1constructor", null],
  ["", null],
])("reads the duration %j as %s ms", (text, ms) => {
  expect(readDuration(text)).toBe(ms);
});

it.each([
  ["1KiB", 1024],
  ["512MiB", 536_870_912],
  ["2GiB", 2_147_483_648],
  ["1TiB", 1_099_511_627_776],
  ["2GB", null],
  ["2gib", null],
  ["0MiB", null],
  ["2", null],
  ["", null],
])("reads the size %j as %s bytes", (text, bytes) => {
  expect(readSize(text)).toBe(bytes);
});
