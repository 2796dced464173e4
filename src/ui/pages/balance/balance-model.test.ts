import { expect, it } from "vitest";
import { apps as codec } from "#pegasus/answers/apps.ts";
import { balanceModel, heatOf, shownRows } from "./balance-model.ts";

const general = (id: number, name: string): string =>
  `"${id}":{"app_id":"${id}","status":"AVAILABLE","app_name":"${name}","app_type":"pegasus","partition_count":"8","replica_count":"3","is_stateful":"true","create_time":"2026-01-20 11:02:33.000","drop_time":"-","drop_expire":"-","envs_count":"1"}`;
const APPS = codec.decode(
  `{"general_info":{${[general(1, "even"), general(2, "lopsided"), general(3, "small")].join(",")}},"summary":{"total_app_count":"3"}}`,
);
const NODES = ["a", "b", "c", "dead"];
const ALIVE = new Set(["a", "b", "c"]);

const matrix = (apps: Record<string, (number | null)[]>) => ({
  measure: "replicas" as const,
  nodes: NODES,
  apps,
  unread: 0,
});

it("puts the app first of which the largest share would have to move, and the even ones last", () => {
  const { rows } = balanceModel(
    matrix({ 1: [8, 8, 8, null], 2: [20, 2, 2, null], 3: [1, 1, null, null] }),
    APPS,
    ALIVE,
  );
  // 20, 2, 2: each may hold 8, so 12 of 24 would move. 1, 1, 0: as even as two can be over three.
  expect(rows.map(({ name, total, skew }) => [name, total, skew])).toEqual([
    ["lopsided", 24, 2.5],
    ["even", 24, 1],
    ["small", 2, 1.5],
  ]);
});

it("adds up columns, and leaves dead nodes out of the mean", () => {
  const model = balanceModel(matrix({ 1: [8, 4, 6, null], 2: [0, 2, null, null] }), APPS, ALIVE);
  expect(model.totals).toEqual([8, 6, 6, 0]);
  expect(model.skew).toBeCloseTo(8 / (20 / 3));
  expect(model.mean).toBeCloseTo(20 / 3);
});

it("calls an app by its id that the leader does not list", () => {
  expect(balanceModel(matrix({ 9: [1, null, null, null] }), APPS, ALIVE).rows[0]?.name).toBe("id 9");
});

it("is empty where there is nothing", () => {
  const model = balanceModel({ measure: "qps", nodes: [], apps: {}, unread: 0 }, APPS, ALIVE);
  expect(model).toEqual({ nodes: [], rows: [], totals: [], skew: null, mean: 0 });
});

it("shows the rows in the order of choice, filtered by name", () => {
  const { rows } = balanceModel(matrix({ 1: [8, 8, 8, null], 2: [20, 2, 2, null], 3: [9, 9, 9, null] }), APPS, ALIVE);
  expect(shownRows(rows, "name", "").map(({ name }) => name)).toEqual(["even", "lopsided", "small"]);
  expect(shownRows(rows, "total", "").map(({ total }) => total)).toEqual([27, 24, 24]);
  expect(shownRows(rows, "imbalance", " LOP").map(({ name }) => name)).toEqual(["lopsided"]);
});

it.each([
  [null, 10, 0],
  [0, 10, 0],
  [0.1, 10, 1],
  [10, 10, 5],
  [20, 10, 9],
  [500, 10, 9],
  [5, 0, 0],
])("colours %s where the mean is %i by %i", (value, mean, heat) => {
  expect(heatOf(value, mean)).toBe(heat);
});
