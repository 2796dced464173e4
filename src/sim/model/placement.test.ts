import { expect, it } from "vitest";
import { seeded } from "../random.ts";
import type { Configuration } from "./partition.ts";
import { Placement } from "./placement.ts";

const NODES = ["a", "b", "c", "d", "e"];

function counts(configurations: readonly Configuration[], of: "primary" | "secondary"): number[] {
  return NODES.map(
    (node) =>
      configurations.filter(({ primary, secondaries }) =>
        of === "primary" ? primary === node : secondaries.includes(node),
      ).length,
  );
}

function spread(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

it.each([1, 4, 7, 8, 64, 128])("lays %i partitions out evenly, each copy on another node", (partitions) => {
  const laidOut = new Placement(NODES, new Map(), seeded(1)).layOut(partitions, 3);
  expect(laidOut).toHaveLength(partitions);
  for (const { primary, secondaries } of laidOut) expect(new Set([primary, ...secondaries]).size).toBe(3);
  expect(spread(counts(laidOut, "primary"))).toBeLessThan(2);
  expect(spread(counts(laidOut, "secondary"))).toBeLessThan(3);
});

it("gives to those that have least", () => {
  const held = new Map([
    ["a", { primary: 100, secondary: 200 }],
    ["b", { primary: 100, secondary: 200 }],
  ]);
  const laidOut = new Placement(NODES, held, seeded(1)).layOut(3, 1);
  expect(new Set(laidOut.map(({ primary }) => primary))).toEqual(new Set(["c", "d", "e"]));
});

it("makes do with fewer nodes than copies, and with none", () => {
  expect(new Placement(["a", "b"], new Map(), seeded(1)).layOut(1, 3)[0]?.secondaries).toHaveLength(1);
  expect(new Placement([], new Map(), seeded(1)).layOut(1, 3)).toEqual([{ primary: null, secondaries: [] }]);
});

it("is the same for the same chance, and another for another", () => {
  const layOut = (seed: number) => new Placement(NODES, new Map(), seeded(seed)).layOut(16, 3);
  expect(layOut(7)).toEqual(layOut(7));
  expect(layOut(7)).not.toEqual(layOut(8));
});
