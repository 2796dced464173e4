import { expect, it } from "vitest";
import { diskTrend, type DiskTrend, type FreeRoom } from "./disk-trend.ts";

const TEN_MINUTES = 600_000;
const A_DAY = 144;

/** Values every ten minutes. */
function rooms(count: number, mbAt: (day: number, index: number) => number): FreeRoom[] {
  return Array.from({ length: count }, (_, index) => ({
    at: 1_700_000_000_000 + index * TEN_MINUTES,
    availableMb: mbAt(index / A_DAY, index),
  }));
}

/** Evenly spread over -0.5 to 0.5, the same each time, and without likeness of neighbours. */
function noise(index: number): number {
  return ((index * 7919) % 1009) / 1009 - 0.5;
}

it.each<[what: string, values: FreeRoom[], expected: Partial<DiskTrend>]>([
  ["nothing", [], { verdict: "unknown", hours: 0 }],
  ["less than an hour", rooms(6, (day) => 500 - day), { verdict: "unknown", mbPerDay: null }],
  ["a hole of a day between few", rooms(5, (day) => 500 - day), { verdict: "unknown" }],
  ["a disk that is full already", rooms(3, () => 99), { verdict: "full", days: 0 }],
  ["one that never changes", rooms(A_DAY, () => 500), { verdict: "steady", days: null, earliestDays: null }],
  ["one that grows empty", rooms(A_DAY, (day) => 500 + day), { verdict: "steady", days: null, mbPerDay: -1 }],
  ["one that is full in eleven years", rooms(A_DAY, (day) => 500 - 0.1 * day), { verdict: "steady", days: null }],
])("of %s it says %o", (_what, values, expected) => {
  const trend = diskTrend(values, 100);
  for (const [name, value] of Object.entries(expected)) {
    const told = trend[name as keyof DiskTrend]; // names of the expected part are its own
    if (typeof value === "number") expect(told, name).toBeCloseTo(value, 6);
    else expect(told, name).toBe(value);
  }
});

it("tells a line that is none but a line to the day, without uncertainty", () => {
  const trend = diskTrend(
    rooms(2 * A_DAY + 1, (day) => 600 - 20 * day),
    100,
  );
  expect(trend.verdict).toBe("fills");
  expect(trend.days).toBeCloseTo((600 - 40 - 100) / 20, 6);
  expect(trend.mbPerDayError).toBeCloseTo(0, 6);
  expect(trend.hours).toBe(48);
});

it("holds the true slope within its interval, which narrows as more is known", () => {
  const after = (days: number): DiskTrend =>
    diskTrend(
      rooms(days * A_DAY, (day, index) => 5000 - 20 * day + 40 * noise(index)),
      100,
    );
  const [short, long] = [after(1), after(7)];
  for (const { mbPerDay, mbPerDayError } of [short, long])
    expect(Math.abs((mbPerDay ?? NaN) - 20)).toBeLessThanOrEqual(mbPerDayError ?? NaN);
  expect(long.mbPerDayError ?? NaN).toBeLessThan((short.mbPerDayError ?? NaN) / 10);
  expect(long.earliestDays ?? NaN).toBeLessThan(long.days ?? NaN);
  expect(long.latestDays ?? NaN).toBeGreaterThan(long.days ?? NaN);
});

it("does not take the saw of compactions for a trend, but says how soon at worst", () => {
  const saw = rooms(A_DAY, (_day, index) => 1000 - 5 * (index % 100));
  const trend = diskTrend(saw, 100);
  expect(trend.verdict).toBe("steady");
  expect(trend.days).toBeNull();
  expect(trend.earliestDays).toBeGreaterThan(0);
});

it("agrees with a line that was computed elsewhere", () => {
  // x = 0…9 days, y as here: by the textbook b = -2.0061, s = 1.0394, Sxx = 82.5, t(8) = 2.306; its neighbours are not alike.
  const ys = [100.5, 97.5, 96.6, 93.4, 92.8, 88.9, 88.7, 85.2, 84.9, 81.3];
  const values = ys.map((availableMb, day) => ({ at: day * A_DAY * TEN_MINUTES, availableMb }));
  const n = ys.length;
  const [sx, sy] = [45, ys.reduce((sum, y) => sum + y, 0)];
  const sxy = ys.reduce((sum, y, x) => sum + x * y, 0);
  const slope = (n * sxy - sx * sy) / (n * 285 - sx * sx);
  const rests = ys.map((y, x) => y - (sy - slope * sx) / n - slope * x);
  const error = Math.sqrt(rests.reduce((sum, rest) => sum + rest * rest, 0) / 8 / 82.5) * 2.306;
  const trend = diskTrend(values, 0);
  expect(trend.mbPerDay).toBeCloseTo(-slope, 6);
  expect(Math.abs((trend.mbPerDayError ?? NaN) / error - 1)).toBeLessThan(0.02);
});
