import { expect, it } from "vitest";
import { heatGrid, type HeatGrid } from "./heat-grid.ts";
import { cellAt, columnLeft, GUTTER_PX, rowHeight } from "./heat-paint.ts";
import { cellAfter, cellWords, timeMarks } from "./heat-words.ts";

const MINUTE = 60_000;
const FROM = new Date(2026, 2, 1, 14, 3).getTime();

function gridOf(rates: readonly (readonly (number | null)[])[], step = MINUTE): HeatGrid {
  const columns = rates[0]?.length ?? 0;
  const series = rates.map((points, index) => ({
    metric: "read_requests",
    scope: "partition" as const,
    id: `2.${index}`,
    kind: "counter" as const,
    unit: "Requests",
    points: [...points],
  }));
  return heatGrid(
    { from: FROM, to: FROM + columns * step, step, fn: "avg", source: "embedded", notes: [], series },
    rates.length,
  );
}

it("says of a cell which partition, when, how much, how far above the others, and whether that is hot", () => {
  const rates = Array.from({ length: 16 }, (_, index) => [10, index === 3 ? 4000 : 10, null]);
  const grid = gridOf(rates);
  const said = (row: number, column: number): string => {
    const about = grid.rows[row];
    return about === undefined ? "" : cellWords(grid, about, column, "reads");
  };
  expect(said(3, 1)).toMatch(/^Partition 3, 2026-03-01 14:04 to 14:05: [\d.]+k reads\/s, z-score 5\.\d, hot\.$/);
  expect(said(0, 0)).toBe("Partition 0, 2026-03-01 14:03 to 14:04: 10 reads/s, z-score 0.0.");
  expect(said(0, 2)).toBe("Partition 0, 2026-03-01 14:05 to 14:06: nothing is known.");
});

it.each([
  ["ArrowUp", { row: 0, column: 5 }],
  ["ArrowDown", { row: 1, column: 5 }],
  ["PageDown", { row: 7, column: 5 }],
  ["ArrowLeft", { row: 0, column: 4 }],
  ["ArrowRight", { row: 0, column: 6 }],
  ["Home", { row: 0, column: 0 }],
  ["End", { row: 0, column: 59 }],
  ["a", null],
])("%s moves from the first row's sixth cell to %j, and never out of the map", (key, cell) => {
  expect(cellAfter(key, { row: 0, column: 5 }, { rows: 8, columns: 60 })).toEqual(cell);
});

it("finds every cell where it is drawn", () => {
  const size = { rows: 4, columns: 7, width: 500, rowPx: 18 };
  for (let column = 0; column < 7; column++) {
    const x = (columnLeft(column, 7, 500) + columnLeft(column + 1, 7, 500)) / 2;
    expect(cellAt(size, x, 2 * 18 + 9)).toEqual({ row: 2, column });
  }
  expect([cellAt(size, GUTTER_PX - 1, 9), cellAt(size, 499, 4 * 18), cellAt(size, 501, 9)]).toEqual([null, null, null]);
});

it("marks times as often as there is room, with the day where the range is longer than one", () => {
  const hour = gridOf([Array.from({ length: 60 }, () => 1)]);
  expect(timeMarks(hour, 460).map(({ text }) => text)).toEqual(["14:03", "14:15", "14:27", "14:39", "14:51"]);
  const days = gridOf([Array.from({ length: 4 }, () => 1)], 24 * 60 * MINUTE);
  expect(timeMarks(days, 200).map(({ text }) => text)).toEqual(["03-01 14:03", "03-03 14:03"]);
});

it.each([
  [8, 18],
  [64, 8],
  [2000, 3],
])("draws %i rows %i px high", (rows, height) => {
  expect(rowHeight(rows)).toBe(height);
});
