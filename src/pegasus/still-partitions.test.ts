import { expect, it } from "vitest";
import { metrics } from "./answers/metrics.ts";
import { readSample } from "./load-sample.ts";
import type { Round } from "./load.ts";
import { movedTables } from "./moved-tables.ts";
import { standingStill, withoutReplicas } from "./still-partitions.ts";

/** One server, of which each partition has taken so many capacity units. */
function round(seconds: number, units: Readonly<Record<string, number>>): Round {
  const entities = Object.entries(units).map(([id, value]) => ({
    type: "replica",
    id: `replica@${id}`,
    attributes: {},
    metrics: [
      { name: "read_capacity_units", value },
      { name: "write_capacity_units", value: 5 },
    ],
  }));
  const about = { cluster: "c", role: "replica", host: "h", port: 1, timestamp_ns: seconds * 1e9 };
  const sample = readSample(metrics.decode(JSON.stringify({ ...about, entities })));
  const primaries = new Map(Object.keys(units).map((id) => [id, "n1"]));
  return { samples: new Map([["n1", sample]]), primaries };
}

it("suspects a partition that was busy and does nothing any more, not one that was idle or has slowed down", () => {
  const first = round(0, { "1.0": 100, "1.1": 100, "2.0": 100, "3.0": 100 });
  const second = round(10, { "1.0": 200, "1.1": 200, "2.0": 101, "3.0": 100 });
  const third = round(20, { "1.0": 200, "1.1": 205, "2.0": 101, "3.0": 100 });
  const { busy, still } = standingStill(first, second, new Set());
  expect([[...busy], [...still]]).toEqual([["1.0", "1.1"], []]);
  const next = standingStill(second, third, busy);
  expect([...next.still]).toEqual(["1.0"]);
  const samples = withoutReplicas(third.samples, next.still);
  expect([...(samples.get("n1")?.replicas.keys() ?? [])]).toEqual(["1.1", "2.0", "3.0"]);
  // Its table's configuration is read again for that.
  expect([...movedTables(second, { ...third, samples })]).toEqual([1]);
  // Where that says that nothing has moved, it is believed.
  const fourth = round(30, { "1.0": 200, "1.1": 210, "2.0": 101, "3.0": 100 });
  expect([...standingStill({ ...third, samples }, fourth, next.busy).still]).toEqual([]);
});

it("knows nothing of a counter that began anew, nor before the second round", () => {
  const [one, other] = [round(0, { "1.0": 100 }), round(10, { "1.0": 3 })];
  expect([...standingStill(one, other, new Set(["1.0"])).still]).toEqual([]);
  expect(standingStill(null, one, new Set(["1.0"])).busy.size).toBe(0);
  expect(withoutReplicas(one.samples, new Set())).toBe(one.samples);
});
