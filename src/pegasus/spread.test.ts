import { expect, it } from "vitest";
import { deviation, skewOf, spreadOf, type NodeShare } from "./spread.ts";

const share = (primaries: number, replicas: number, alive = true): NodeShare => ({
  node: `n${primaries}.${replicas}`,
  alive,
  primaries,
  replicas,
});

it.each<[what: string, shares: NodeShare[], primaries: number, replicas: number]>([
  ["even nodes", [share(5, 15), share(5, 15), share(5, 15)], 0, 0],
  ["nodes that differ by one", [share(5, 15), share(6, 15), share(5, 14)], 0.47, 0.47],
  ["a node without any, which is not counted", [share(6, 16), share(4, 14), share(0, 0)], 1, 1],
  ["a node of secondaries only, which is counted", [share(6, 10), share(6, 10), share(0, 10)], 2.83, 0],
  ["a dead node that still holds primaries", [share(6, 16), share(4, 14), share(2, 6, false)], 1.41, 1.41],
  ["a dead node that holds secondaries alone", [share(6, 16), share(4, 14), share(0, 6, false)], 1, 1.41],
  ["a single node", [share(8, 8)], 0, 0],
  ["a single live node", [share(8, 8), share(8, 8, false)], 0, 0],
  ["nobody", [], 0, 0],
])("tells of %s what /meta/cluster does", (_what, shares, primaries, replicas) => {
  expect(spreadOf(shares)).toEqual({ primaries, replicas });
});

it("rounds halves up, as utils/math.cpp does, where toFixed would not", () => {
  // The deviation is 0.125 to the last digit.
  expect(deviation([0, 0.25], false)).toBe(0.125);
  expect(spreadOf([share(0, 1), share(0.25, 1)]).primaries).toBe(0.13);
});

it.each([
  ["even", [4, 4, 4], { mean: 4, least: 4, most: 4, ratio: 1, tooMany: 0 }],
  ["one more on one", [5, 4, 4], { least: 4, most: 5, tooMany: 0 }],
  ["all on one", [12, 0, 0], { mean: 4, ratio: 3, tooMany: 8 }],
  ["a new node", [4, 4, 4, 0], { mean: 3, tooMany: 3, least: 0 }],
  ["nothing at all", [0, 0], { mean: 0, ratio: null, tooMany: 0 }],
  ["nobody", [], { mean: 0, least: 0, most: 0, ratio: null, tooMany: 0 }],
])("tells of %s how skewed it is", (_what, counts, skew) => {
  expect(skewOf(counts)).toMatchObject(skew);
});
