import { expect, it } from "vitest";
import type { Load } from "#api/load.ts";
import { busiest, KEPT, pointsOf, remember, serversIn, summaryOf, TOGETHER, type Sample } from "./history.ts";

const rates = { readBytes: 0, writeBytes: 0, readCu: 0, writeCu: 0 };

function load(at: number | null, readQps: number | null, nodes: Record<string, number | null> = {}): Load {
  const readings = (qps: number | null) => ({ ...rates, readQps: qps, writeQps: 1, readP99Ns: 2, writeP99Ns: null });
  return {
    at,
    seconds: 10,
    interval: 10,
    asked: 1,
    answered: 1,
    failure: null,
    cluster: { ...readings(readQps), storageMb: 0 },
    apps: {},
    nodes: Object.fromEntries(
      Object.entries(nodes).map(([server, qps]) => [
        server,
        {
          ...readings(qps),
          failure: null,
          primaries: 0,
          replicas: 0,
          residentMemoryMb: null,
          sessions: null,
          disks: [],
        },
      ]),
    ),
  };
}

function historyOf(...loads: Load[]): readonly Sample[] {
  return loads.reduce<readonly Sample[]>((history, one) => remember(history, one, 10), []);
}

it("keeps each round once, and the same array when there is nothing new", () => {
  const history = historyOf(load(1000, 5), load(11_000, 6));
  expect(remember(history, load(11_000, 6), 10)).toBe(history);
  expect(remember(history, load(null, null), 10)).toBe(history);
  expect(history.map(({ at }) => at)).toEqual([1000, 11_000]);
});

it("forgets what is older than it keeps", () => {
  const history = historyOf(...Array.from({ length: KEPT + 5 }, (_, index) => load(index * 10_000, index)));
  expect(history).toHaveLength(KEPT);
  expect(history[0]?.cluster.readQps).toBe(5);
  expect(history.at(-1)?.cluster.readQps).toBe(KEPT + 4);
});

it("begins anew when the clock goes back", () => {
  expect(historyOf(load(50_000, 1), load(60_000, 2), load(20_000, 3)).map(({ at }) => at)).toEqual([20_000]);
});

it("breaks the line where rounds are missing, and only there", () => {
  const history = historyOf(load(0, 1), load(10_000, 2), load(31_000, 3), load(91_000, 4));
  expect(pointsOf(history, "readQps", [TOGETHER])).toEqual([
    { at: 0, values: { [TOGETHER]: 1 } },
    { at: 10_000, values: { [TOGETHER]: 2 } },
    { at: 31_000, values: { [TOGETHER]: 3 } },
    { at: 61_000, values: {} },
    { at: 91_000, values: { [TOGETHER]: 4 } },
  ]);
});

it("a slow refresh is no gap", () => {
  const history = [0, 60_000, 120_000].reduce<readonly Sample[]>((so, at) => remember(so, load(at, 1), 60), []);
  expect(pointsOf(history, "readQps", [TOGETHER])).toHaveLength(3);
});

it("what is not known is null, also for a node that was not there", () => {
  const history = historyOf(load(0, null, { "r1:1": 4 }), load(10_000, 7, { "r1:1": null, "r2:1": 3 }));
  expect(pointsOf(history, "readQps", [TOGETHER, "r1:1", "r2:1"]).map(({ values }) => Object.values(values))).toEqual([
    [null, 4, null],
    [7, null, 3],
  ]);
});

it("picks the busiest nodes and keeps the order of names", () => {
  const history = historyOf(load(0, 9, { "r10:1": 1, "r2:1": 5, "r1:1": 3 }));
  expect(serversIn(history)).toEqual(["r1:1", "r2:1", "r10:1"]);
  expect(busiest(history, "readQps", 2)).toEqual(["r1:1", "r2:1"]);
  expect(busiest(history, "readQps", 3)).toEqual(["r1:1", "r2:1", "r10:1"]);
});

it("all nodes together have the highest p99 of the nodes on view, not of something else", () => {
  const given = load(0, 1, { "r1:1": 1, "r2:1": 2, "r3:1": 3 });
  for (const [server, p99] of [
    ["r1:1", 5],
    ["r2:1", 9],
    ["r3:1", null],
  ] as const) {
    const node = given.nodes[server];
    if (node !== undefined) node.readP99Ns = p99;
  }
  given.cluster.readP99Ns = 1;
  expect(summaryOf(historyOf(given), "readP99Ns", TOGETHER)?.latest).toBe(9);
  expect(summaryOf(historyOf(load(0, 1)), "readP99Ns", TOGETHER)).toBeNull();
});

it("sums up what was seen, and says when the newest value is missing", () => {
  const history = historyOf(load(0, 4), load(10_000, 2), load(20_000, null));
  expect(summaryOf(history, "readQps", TOGETHER)).toEqual({ latest: null, least: 2, most: 4, span: 10_000 });
  expect(summaryOf(history, "writeP99Ns", TOGETHER)).toBeNull();
  expect(summaryOf([], "readQps", TOGETHER)).toBeNull();
});
