import { expect, it } from "vitest";
import { extent, latest, nearest, type Curve } from "./curves.ts";

const curve = (...values: (number | null)[]): Curve => ({ id: "a", label: "a", values });

it.each<[at: number, index: number]>([
  [-5, 0],
  [4, 0],
  [6, 1],
  [10, 1],
  [1000, 3],
])("the time nearest to %d is number %i", (at, index) => {
  expect(nearest([0, 10, 20, 30], at)).toBe(index);
});

it("of no times none is nearest", () => {
  expect(nearest([], 5)).toBe(-1);
});

it("the latest moment is the last of which any line has a value", () => {
  expect(latest([curve(1, null, null), curve(1, 2, null)])).toBe(1);
  expect(latest([curve(null)])).toBe(-1);
});

it("the extent is of what is on view alone", () => {
  const lines = [curve(-9, 1, 5, 99), curve(null, 2, null, null)];
  expect(extent([0, 10, 20, 30], lines, [10, 20])).toEqual([1, 5]);
  expect(extent([0, 10, 20, 30], lines, [12, 18])).toBeNull();
});
