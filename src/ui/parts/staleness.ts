// When an answer is old enough to say so. Pure.

/** The slowest pace of any query, s: see `CAREFUL` in queries.ts. */
const SLOWEST_SECONDS = 10;
/** With refreshing off, old is what nobody would take for current. */
const OFF_SECONDS = 60;

export type Freshness = "fresh" | "stale" | "off";

/**
 * @param age ms
 * @param interval the picked refresh interval, seconds; 0: off
 * @param failed whether the last refresh failed
 */
export function freshnessOf(age: number, interval: number, failed: boolean): Freshness {
  if (failed) return "stale";
  if (interval === 0) return age > OFF_SECONDS * 1000 ? "off" : "fresh";
  return age > 3 * Math.max(interval, SLOWEST_SECONDS) * 1000 ? "stale" : "fresh";
}
