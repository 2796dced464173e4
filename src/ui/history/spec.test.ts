import { expect, it } from "vitest";
import type { Curves } from "../parts/chart/curves.ts";
import { measured } from "./measured.ts";
import { drawn, readSpec, specWords, topOf, writeSpec, type ChartSpec } from "./spec.ts";

const spec = (over: Partial<ChartSpec> = {}): ChartSpec => ({
  metric: "read_requests",
  scope: "server",
  ids: [],
  draw: "top",
  most: 10,
  ...over,
});

it.each<[text: string, spec: ChartSpec]>([
  ["read_requests~server~top10", spec()],
  ["read_requests~partition~sum~2.7,2.8", spec({ scope: "partition", draw: "sum", ids: ["2.7", "2.8"] })],
  [
    "read_latency_ns.p99~server~spread~r1:34801",
    spec({ metric: "read_latency_ns.p99", draw: "spread", ids: ["r1:34801"] }),
  ],
  [
    "queue_length~queue~top3~r1:1/THREAD_POOL_A",
    spec({ metric: "queue_length", scope: "queue", most: 3, ids: ["r1:1/THREAD_POOL_A"] }),
  ],
])("%s is a chart and is written so again", (text, expected) => {
  expect(readSpec(text)).toEqual(expected);
  // `most` says nothing where all are drawn together.
  expect(readSpec(writeSpec(expected))).toEqual(expected);
});

it.each<[text: string, spec: ChartSpec | null]>([
  ["nonsense~server~top10", null],
  ["", null],
  ["read_requests", spec({ scope: "cluster" })],
  ["read_requests~disk~top10~x", spec({ scope: "cluster" })],
  ["read_requests~server~top5000", spec()],
  ["read_requests~server~everything", spec()],
  ["get_latency_ns~server", spec({ metric: "get_latency_ns.p99" })],
])("what is wrong in “%s” falls back", (text, expected) => {
  expect(readSpec(text)).toEqual(expected);
});

const curves: Curves = {
  span: [0, 20],
  times: [10, 20],
  curves: [1, 2, 3].map((value) => ({ id: `r${value}`, label: `r${value}`, values: [value, value] })),
};

it.each<[metric: string, over: Partial<ChartSpec>, ids: string[], words: string, top: number | null]>([
  ["read_requests", { most: 2 }, ["r3", "r2"], "the 2 nodes with the highest means", 2],
  ["read_requests", {}, ["r3", "r2", "r1"], "each of the nodes", 10],
  ["read_requests", { draw: "sum" }, ["sum"], "sum of nodes", null],
  ["read_latency_ns.p99", { draw: "avg" }, ["max"], "highest of nodes (never the average of such values)", null],
  ["read_latency_ns.p99", { draw: "spread" }, ["max", "min"], "spread of nodes", null],
])("%s with %o draws %s", (metric, over, ids, words, top) => {
  const found = measured(metric);
  if (found === null) throw new Error(metric);
  const given = spec({ metric, ...over });
  const lines = drawn(curves, given, found).curves;
  expect(lines.map(({ id }) => id)).toEqual(ids);
  expect(specWords(given, found, lines.length)).toBe(words);
  expect(topOf(given)).toBe(top);
});
