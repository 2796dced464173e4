import { expect, it } from "vitest";
import type { TopPartition } from "#api/load.ts";
import { hotRows } from "./hot-rows.ts";

const ONE: TopPartition = {
  appId: 2,
  app: "users",
  partition: 7,
  primary: "n1:1",
  readQps: 300,
  writeQps: 100,
  appReadQps: 500,
  appWriteQps: 300,
  readScore: 4,
  writeScore: 1,
  hot: "reads",
};

function rowOf(more: Partial<TopPartition>, past: Parameters<typeof hotRows>[0]["past"] = null) {
  const top = { at: 1, seconds: 10, failure: null, of: 1, partitions: [{ ...ONE, ...more }] };
  return hotRows({ top, past, notes: [], seconds: 10, failure: null })[0];
}

it("tells the share of the app's requests, and the higher z-score", () => {
  expect(rowOf({})).toMatchObject({ id: "2.7", total: 400, share: 0.5, score: { value: 4, of: "reads" }, past: null });
  expect(rowOf({ readScore: -1, writeScore: 2 })?.score).toEqual({ value: 2, of: "writes" });
  expect(rowOf({}, new Map([["2.7", { mean: 3, peak: 9 }]]))?.past).toEqual({ mean: 3, peak: 9 });
});

it.each<[what: string, more: Partial<TopPartition>, expected: object]>([
  ["no rates yet", { readQps: null, writeQps: null }, { total: null, share: null }],
  ["only reads", { writeQps: null }, { total: 300, share: 0.375 }],
  ["an app at rest", { readQps: 0, writeQps: 0, appReadQps: 0, appWriteQps: 0 }, { total: 0, share: null }],
  ["an app that could not be judged", { readScore: null, writeScore: null }, { score: null }],
])("with %s it does not make any up", (_what, more, expected) => {
  expect(rowOf(more)).toMatchObject(expected);
});
