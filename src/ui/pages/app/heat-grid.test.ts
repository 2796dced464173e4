import { expect, it } from "vitest";
import type { HistoryAnswer } from "#api/history.ts";
import { heatGrid, heatStep, orderedRows, shadeOf } from "./heat-grid.ts";

const MINUTE = 60_000;

function answer(points: Readonly<Record<string, readonly (number | null)[]>>): HistoryAnswer {
  const columns = Math.max(0, ...Object.values(points).map((one) => one.length));
  return {
    from: 0,
    to: columns * MINUTE,
    step: MINUTE,
    fn: "avg",
    source: "embedded",
    notes: [],
    series: Object.entries(points).map(([id, one]) => ({
      metric: "read_requests",
      scope: "partition",
      id,
      kind: "counter",
      unit: "Requests",
      points: [...one],
    })),
  };
}

/** Partitions 0 to 15 of the app 2 in three minutes: the tenth is hot in the last two, and the second minute is lost. */
const CALM = Object.fromEntries(
  Array.from({ length: 16 }, (_, index) => [`2.${index}`, index === 9 ? [100, null, 9000] : [100, null, 100]]),
);

it("has a row for each partition, with its mean, its peak, and what was hot and when", () => {
  const grid = heatGrid(answer(CALM), 16);
  expect([grid.columns, grid.rows.length, grid.most, grid.known]).toEqual([3, 16, 9000, 2]);
  const hot = grid.rows[9];
  expect(hot).toMatchObject({ partition: 9, mean: 4550, peak: { rate: 9000, column: 2 }, hotColumns: 1 });
  expect(hot?.hot).toEqual([false, false, true]);
  expect(hot?.scores).toEqual([0, null, expect.closeTo(5.48, 1)]);
  expect(grid.rows[8]).toMatchObject({ mean: 100, hotColumns: 0 });
  expect(orderedRows(grid, "busiest")[0]?.partition).toBe(9);
  expect(orderedRows(grid, "index").map(({ partition }) => partition)).toEqual(Array.from({ length: 16 }, (_, i) => i));
});

it("draws a partition of which nothing is told as gaps, and judges no column that is not whole", () => {
  const grid = heatGrid(answer({ "2.0": [5, 5], "2.2": [7, null] }), 3);
  expect(grid.rows.map(({ rates }) => rates)).toEqual([
    [5, 5],
    [null, null],
    [7, null],
  ]);
  expect(grid.rows.every(({ score, mean, partition }) => score === null && (mean === null) === (partition === 1))).toBe(
    true,
  );
});

it("takes only those that are told, without scores, where an app has too many", () => {
  const grid = heatGrid(answer({ "2.700": [9000], "2.3": [1] }), null);
  expect(grid.rows.map(({ partition, score }) => [partition, score])).toEqual([
    [3, null],
    [700, null],
  ]);
  expect(heatGrid(answer({}), 2)).toMatchObject({ columns: 0, most: 0, known: 0 });
});

it.each<[points: (number | null)[], columns: number]>([
  [[1, 2, null], 2],
  [[1, null, null], 1],
  [[1, null, null, null], 2],
  [[null, null, 1], 1],
  [[null, 1, null, 1, null], 3],
  [[null], 0],
])(
  "of %j it draws %i columns: what is not known yet, and what was before all that is known, is no gap",
  (points, columns) => {
    const grid = heatGrid(answer({ "2.0": points }), 1);
    expect(grid.columns).toBe(columns);
    const before = points.findIndex((point) => point !== null);
    expect([grid.from, grid.asked]).toEqual([Math.max(0, before) * MINUTE, 0]);
  },
);

it.each([
  [15, 1],
  [60, 1],
  [6 * 60, 5],
  [24 * 60, 10],
  [7 * 1440, 120],
  [30 * 1440, 360],
  [90 * 1440, 1440],
])("cuts %i minutes into columns of %i", (length, step) => {
  expect(heatStep(length * MINUTE)).toBe(step * MINUTE);
});

it("shades by the root, from nothing to the most", () => {
  expect([0, 1, 4, 25, 99, 100].map((rate) => shadeOf(rate, 100, 10))).toEqual([0, 1, 2, 5, 9, 9]);
  expect(shadeOf(5, 0, 10)).toBe(0);
});
