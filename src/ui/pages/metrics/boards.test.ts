import { expect, it } from "vitest";
import { keptMetric } from "#pegasus/kept-metrics.ts";
import { BOARDS, OWN_BOARD } from "./boards.ts";

it.each(BOARDS)("every metric of the board $title is kept, and stands there once", ({ metrics }) => {
  expect(metrics.filter((name) => keptMetric(name) === undefined)).toEqual([]);
  expect(new Set(metrics).size).toBe(metrics.length);
  // So many are one question to the gateway for each scope.
  expect(metrics.length).toBeLessThanOrEqual(20);
});

it("boards have names of their own", () => {
  const ids = [...BOARDS.map(({ id }) => id), OWN_BOARD];
  expect(new Set(ids).size).toBe(ids.length);
});
