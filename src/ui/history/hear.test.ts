import { expect, it } from "vitest";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { hear, NOTHING_HEARD, type Heard, type Wanted } from "./hear.ts";

/** Two replicas of a server, and what each has counted. */
function said(server: string, at: number, counts: Record<string, number> | null): Heard {
  if (counts === null) return { server, at, metrics: null };
  const metrics: Metrics = {
    cluster: "c",
    role: "replica",
    host: server,
    port: 1,
    timestamp_ns: BigInt(at) * 1_000_000n,
    entities: Object.entries(counts).map(([id, value]) => {
      const [app = "", partition = ""] = id.split(".");
      return {
        type: "replica",
        id: `replica@${id}`,
        attributes: { table_id: app, partition_id: partition },
        metrics: [{ name: "learn_count", value, p99: value }],
      };
    }),
  };
  return { server, at, metrics };
}

const wanted = (over: Partial<Wanted> = {}): Wanted => ({
  origin: { from: "servers", entity: "replica", metric: "learn_count", field: "value" },
  quantity: { kind: "counter", unit: "Learns" },
  scope: "server",
  ids: [],
  expected: 10_000,
  ...over,
});

const rounds: Heard[][] = [
  [said("r1:1", 10_000, { "1.0": 5, "2.0": 0 }), said("r2:1", 10_500, { "1.1": 100 })],
  [said("r1:1", 20_000, { "1.0": 25, "2.0": 10 }), said("r2:1", 20_500, { "1.1": 150 })],
  [said("r1:1", 30_000, { "1.0": 25, "2.0": 10 }), said("r2:1", 30_500, { "1.1": 3 })],
];

it.each<[over: Partial<Wanted>, rows: Record<string, number | null>[]]>([
  [
    {},
    [
      { "r1:1": null, "r2:1": null },
      { "r1:1": 3, "r2:1": 5 },
      { "r1:1": 0, "r2:1": null },
    ],
  ],
  [{ scope: "cluster" }, [{ "": null }, { "": 8 }, { "": null }]],
  [
    { scope: "app" },
    [
      { "1": null, "2": null },
      { "1": 7, "2": 1 },
      { "1": null, "2": 0 },
    ],
  ],
  [{ scope: "partition", ids: ["2"] }, [{ "2.0": null }, { "2.0": 1 }, { "2.0": 0 }]],
  [{ ids: ["r2:1"] }, [{ "r2:1": null }, { "r2:1": 5 }, { "r2:1": null }]],
  [
    { quantity: { kind: "gauge", unit: "Bytes" } },
    [
      { "r1:1": 5, "r2:1": 100 },
      { "r1:1": 35, "r2:1": 150 },
      { "r1:1": 35, "r2:1": 3 },
    ],
  ],
  [{ quantity: { kind: "percentile", unit: "NanoSeconds" }, scope: "cluster" }, [{ "": 100 }, { "": 150 }, { "": 25 }]],
])("counters are rates, a reset is a gap, percentiles the highest: %o", (over, rows) => {
  const memory = rounds.reduce((so, round) => hear(so, round, wanted(over)), NOTHING_HEARD);
  expect(memory.rows.map(({ values }) => Object.fromEntries(values))).toEqual(rows);
  expect(memory.rows.map(({ at }) => at)).toEqual([10_500, 20_500, 30_500]);
});

it("waits for the slower one, and not for ever", () => {
  const [first = [], second = []] = rounds;
  const memory = hear(NOTHING_HEARD, first, wanted());
  const [r1 = said("", 0, null)] = second;
  const [, slow = said("", 0, null)] = first;
  expect(hear(memory, [r1, slow], wanted())).toBe(memory);
  const late = hear(memory, [{ ...r1, at: 31_000 }, slow], wanted());
  expect([...(late.rows.at(-1)?.values.keys() ?? [])]).toEqual(["r1:1"]);
});

it("of what is made of several servers nothing is known while one is silent", () => {
  const [first = []] = rounds;
  const [r1 = said("", 0, null)] = first;
  const gauge = { quantity: { kind: "gauge", unit: "Bytes" } } as const;
  const silent = [r1, said("r2:1", 10_400, null)];
  expect(hear(NOTHING_HEARD, silent, wanted({ ...gauge, scope: "cluster" })).rows[0]?.values.size).toBe(0);
  expect(hear(NOTHING_HEARD, silent, wanted(gauge)).rows[0]?.values.get("r1:1")).toBe(5);
});
