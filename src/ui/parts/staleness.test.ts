import { expect, it } from "vitest";
import { freshnessOf, type Freshness } from "./staleness.ts";

it.each<[string, number, number, boolean, Freshness]>([
  ["fresh within three intervals", 30_000, 10, false, "fresh"],
  ["stale beyond three intervals", 30_001, 10, false, "stale"],
  ["not stale sooner than the slowest query is asked", 29_000, 5, false, "fresh"],
  ["stale by a long interval", 181_000, 60, false, "stale"],
  ["stale at once when the last refresh failed", 1000, 10, true, "stale"],
  ["fresh for a while with refreshing off", 60_000, 0, false, "fresh"],
  ["old, and says why, with refreshing off", 60_001, 0, false, "off"],
])("an answer is %s", (_, age, interval, failed, freshness) => {
  expect(freshnessOf(age, interval, failed)).toBe(freshness);
});
