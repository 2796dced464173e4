import { expect, it } from "vitest";
import { CHARTS } from "./charts.ts";
import type { Readings, Sample } from "./history.ts";
import { TOGETHER } from "./history.ts";
import { linesOf } from "./lines.ts";

function sampleOf(count: number): Sample {
  const readings = (value: number): Readings => ({
    readQps: value,
    writeQps: value,
    readP99Ns: value,
    writeP99Ns: value,
  });
  const nodes = Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}:1`, readings(index)]));
  return { at: 0, expected: 10_000, cluster: readings(1), nodes };
}

const [readQps, , readP99] = CHARTS;
if (readQps === undefined || readP99 === undefined) throw new Error("there are four charts");

it("draws all nodes together first, then each", () => {
  const { lines, note } = linesOf(readQps, [sampleOf(3)], null);
  expect(lines.map(({ series }) => series)).toEqual([TOGETHER, "r0:1", "r1:1", "r2:1"]);
  expect(lines[0]?.label).toBe("All nodes, sum");
  expect(linesOf(readP99, [sampleOf(3)], null).lines[0]?.label).toBe("All nodes, highest");
  expect(note).toBe("");
});

it("of many nodes draws the highest, and says so", () => {
  const { lines, note } = linesOf(readQps, [sampleOf(40)], null);
  expect(lines.map(({ series }) => series)).toEqual([
    TOGETHER,
    "r33:1",
    "r34:1",
    "r35:1",
    "r36:1",
    "r37:1",
    "r38:1",
    "r39:1",
  ]);
  expect(note).toBe("all nodes together and the 7 highest of 40");
});

it("one node alone looks as it does among the others", () => {
  const among = linesOf(readQps, [sampleOf(3)], null).lines[2];
  expect(linesOf(readQps, [sampleOf(3)], "r1:1")).toEqual({ lines: [among], note: "" });
});

it.each([
  ["Read QPS", 1234, "1.23k ops/s", "1.23k"],
  ["Read p99", 1_500_000, "1.50 ms", "1.50"],
])("%s of %d is written %s, and %s on the axis", (name, value, written, tick) => {
  const facts = CHARTS.find((one) => one.name === name);
  expect([facts?.write(value), facts?.tick(value)]).toEqual([written, tick]);
});
