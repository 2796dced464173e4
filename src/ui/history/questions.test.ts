import { expect, it } from "vitest";
import { questionsOf } from "./questions.ts";
import type { ChartSpec } from "./spec.ts";

const spec = (metric: string, over: Partial<ChartSpec> = {}): ChartSpec => ({
  metric,
  scope: "server",
  ids: [],
  draw: "top",
  most: 10,
  ...over,
});
const range = { last: "6h", between: null } as const;

it("charts of one scope are one question, others another", () => {
  const specs = [
    spec("read_requests"),
    spec("write_requests"),
    spec("read_requests", { draw: "sum" }),
    spec("read_requests", { scope: "cluster" }),
    spec("read_requests", { ids: ["r1:1"] }),
    spec("queue_length", { scope: "entity" }),
  ];
  const { questions, placeOf } = questionsOf(specs, range, "max");
  expect(questions.map(({ metrics, scope, ids, top }) => [metrics, scope, ids, top])).toEqual([
    [["read_requests", "write_requests"], "server", [], 10],
    [["read_requests"], "server", [], null],
    [["read_requests"], "cluster", [], null],
    [["read_requests"], "server", ["r1:1"], 10],
  ]);
  expect(specs.map((one) => placeOf.get(one))).toEqual([0, 0, 1, 2, 3, undefined]);
  expect(questions[0]).toMatchObject({ from: "-6h", to: "now", length: 6 * 3_600_000, fn: "max" });
});

it("more metrics than a question may name are two questions", () => {
  const specs = Array.from({ length: 25 }, (_, index) => spec(`m${index}`));
  const { questions, placeOf } = questionsOf(specs, range, "avg");
  expect(questions.map(({ metrics }) => metrics.length)).toEqual([20, 5]);
  expect(placeOf.get(specs[24] ?? spec(""))).toBe(1);
});
