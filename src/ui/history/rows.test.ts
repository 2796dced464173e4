import { expect, it } from "vitest";
import { curvesOfRows, KEPT_ROWS, remembered, type Row } from "./rows.ts";

const row = (at: number, values: Record<string, number | null> = { a: at }): Row => ({
  at,
  values: new Map(Object.entries(values)),
});
const rowsOf = (...rows: Row[]): readonly Row[] => rows.reduce<readonly Row[]>((so, one) => remembered(so, one), []);

it("keeps each round once, and the same array when there is nothing new", () => {
  const rows = rowsOf(row(1000), row(11_000));
  expect(remembered(rows, row(11_000))).toBe(rows);
  expect(remembered(rows, null)).toBe(rows);
  expect(rows).toHaveLength(2);
});

it("forgets what is older than it keeps, and begins anew when the clock goes back", () => {
  const rows = rowsOf(...Array.from({ length: KEPT_ROWS + 5 }, (_, index) => row(index * 10_000)));
  expect([rows.length, rows[0]?.at]).toEqual([KEPT_ROWS, 50_000]);
  expect(remembered(rows, row(20_000)).map(({ at }) => at)).toEqual([20_000]);
});

it("breaks the line where rounds are missing, and only there; who was not there has no value", () => {
  const rows = rowsOf(row(0), row(10_000, { a: 2, b: 7 }), row(31_000, { a: null, b: 8 }), row(91_000, { a: 4 }));
  const { times, span, curves } = curvesOfRows(rows, 10_000, (id) => `node ${id}`);
  expect(times).toEqual([0, 10_000, 31_000, 61_000, 91_000]);
  expect(curves).toEqual([
    { id: "a", label: "node a", values: [0, 2, null, null, 4] },
    { id: "b", label: "node b", values: [null, 7, 8, null, null] },
  ]);
  expect(span).toEqual([91_000 - 300_000, 91_000]);
});

it("a slow refresh is no gap, and nothing is nothing", () => {
  expect(curvesOfRows(rowsOf(row(0), row(60_000), row(120_000)), 60_000, String).times).toHaveLength(3);
  expect(curvesOfRows([], 10_000, String).curves).toEqual([]);
});
