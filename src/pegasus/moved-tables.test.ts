import { expect, it } from "vitest";
import type { NodeSample } from "./load-sample.ts";
import type { Round } from "./load.ts";
import { movedTables } from "./moved-tables.ts";

/** A server's replicas by id, each with the capacity units written there so far. */
function node(units: Readonly<Record<string, number>>): NodeSample {
  const replicas = Object.entries(units).map(([id, value]) => {
    const values = new Map([["write_capacity_units", value]]);
    return [id, { values, p99: new Map<string, number>() }] as const;
  });
  return {
    timestampNs: 0n,
    replicas: new Map(replicas),
    taskP99: new Map(),
    server: new Map(),
    residentMemoryMb: null,
    sessions: null,
    disks: [],
  };
}

function round(samples: Readonly<Record<string, NodeSample>>, primaries: Readonly<Record<string, string>>): Round {
  const members = new Map(Object.keys({ "1.0": 0, "2.0": 0, ...primaries }).map((id) => [id, ["a", "b"]]));
  return { samples: new Map(Object.entries(samples)), primaries: new Map(Object.entries(primaries)), members };
}

const CONFIGURED = { "1.0": "a", "2.0": "b" };
const BEFORE = round({ a: node({ "1.0": 10, "2.0": 0 }), b: node({ "1.0": 0, "2.0": 10 }) }, CONFIGURED);

it.each<[what: string, now: Round, moved: number[]]>([
  [
    "writes count where the primary is",
    round({ a: node({ "1.0": 20, "2.0": 0 }), b: node({ "1.0": 0, "2.0": 10 }) }, CONFIGURED),
    [],
  ],
  [
    "they count elsewhere",
    round({ a: node({ "1.0": 10, "2.0": 0 }), b: node({ "1.0": 5, "2.0": 20 }) }, CONFIGURED),
    [1],
  ],
  ["the primary's server is silent", round({ a: node({ "1.0": 20, "2.0": 0 }) }, CONFIGURED), [2]],
  [
    "the primary's server has not got it",
    round({ a: node({ "2.0": 0 }), b: node({ "1.0": 0, "2.0": 20 }) }, CONFIGURED),
    [1],
  ],
  [
    "a partition has no primary",
    round({ a: node({ "1.0": 20, "2.0": 0 }), b: node({ "2.0": 1 }) }, { "1.0": "a" }),
    [2],
  ],
  [
    "an entity belongs to no table of the cluster",
    round({ a: node({ "1.0": 10, "9.0": 5 }), b: node({ "2.0": 10 }) }, CONFIGURED),
    [],
  ],
])("suspects these tables where %s", (_what, now, moved) => {
  expect([...movedTables(BEFORE, now)]).toEqual(moved);
});

it("suspects nobody on the strength of one round in which all primaries answer", () => {
  expect([...movedTables(null, BEFORE)]).toEqual([]);
});
