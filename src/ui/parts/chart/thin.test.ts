import { expect, it } from "vitest";
import { thin } from "./thin.ts";

const times = (count: number): number[] => Array.from({ length: count }, (_, index) => index * 10);

/** A day of ten seconds: a wave, one peak, one dip, one gap of one value and one of an hour. */
const day = Array.from({ length: 8640 }, (_, index) => {
  if (index === 5000) return 1000;
  if (index === 5001) return -1000;
  if (index === 7000 || (index >= 2000 && index < 2360)) return null;
  return Math.sin(index / 300) * 10;
});

it("a line that fits is left as it is", () => {
  expect(thin(times(4), [1, null, 3, 2], [0, 30], 400)).toEqual({ times: [0, 10, 20, 30], values: [1, null, 3, 2] });
});

it.each([40, 330, 700])(
  "of a day on %i pixels there are at most two values a pixel, with every peak and gap",
  (width) => {
    const { times: at, values } = thin(times(day.length), day, [0, 86_390], width);
    const known = values.filter((value) => value !== null);
    expect(known.length).toBeLessThanOrEqual(2 * (width + 1));
    expect(known.length).toBeGreaterThan(width);
    expect([Math.max(...known), Math.min(...known)]).toEqual([1000, -1000]);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
    expect(values.filter((value) => value === null)).toHaveLength(2);
    expect(at[values.indexOf(1000)]).toBe(50_000);
  },
);

it("of a part only its points and the next at either side are told", () => {
  expect(thin(times(100), times(100), [200, 230], 400).times).toEqual([190, 200, 210, 220, 230, 240]);
});

it("nothing, and nothing but gaps", () => {
  expect(thin([], [], [0, 10], 100).values).toEqual([]);
  expect(
    thin(
      times(500),
      Array.from({ length: 500 }, () => null),
      [0, 4990],
      10,
    ).values,
  ).toEqual([null]);
});
