import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { metrics, type Entity } from "./answers/metrics.ts";
import { LOAD_QUERY } from "./load-metrics.ts";
import { rateOf, readSample, secondsBetween, type NodeSample } from "./load-sample.ts";
import { writeTarget } from "./target.ts";

function entity(
  type: string,
  id: string,
  values: Record<string, number | bigint>,
  attributes: Record<string, string> = {},
): Entity {
  return { type, id, attributes, metrics: Object.entries(values).map(([name, value]) => ({ name, value })) };
}

function sampleOf(entities: Entity[]): NodeSample {
  return readSample({
    cluster: "c",
    role: "replica",
    host: "h",
    port: 1,
    timestamp_ns: 1_700_000_000_123_456_789n,
    entities,
  });
}

it("reads what a server and its replicas, disks and tasks say", () => {
  const sample = sampleOf([
    entity("server", "server", { resident_mem_usage_mb: 812, network_server_sessions: 33 }),
    entity(
      "replica",
      "replica@2.15",
      { get_requests: 7, put_requests: 9_007_199_254_740_993n },
      { table_id: "2", partition_id: "15" },
    ),
    entity("disk", "disk@ssd2", { disk_capacity_total_mb: 900, disk_capacity_avail_mb: 300 }, { tag: "ssd2" }),
    entity("disk", "disk@ssd1", { disk_capacity_total_mb: 100 }, { tag: "ssd1" }),
    {
      type: "profiler",
      id: "task@RPC_RRDB_RRDB_GET",
      attributes: { task_name: "RPC_RRDB_RRDB_GET" },
      metrics: [{ name: "profiler_server_rpc_latency_ns", p99: 4321 }],
    },
    entity("queue", "queue@x", { queue_length: 5 }),
  ]);
  expect(sample.timestampNs).toBe(1_700_000_000_123_456_789n);
  expect([...sample.replicas.keys()]).toEqual(["2.15"]);
  expect(sample.replicas.get("2.15")?.values.get("put_requests")).toBe(9_007_199_254_740_993n);
  expect([...sample.taskP99]).toEqual([["RPC_RRDB_RRDB_GET", 4321]]);
  expect([sample.residentMemoryMb, sample.sessions]).toEqual([812, 33]);
  expect(sample.disks).toEqual([
    { tag: "ssd1", totalMb: 100, availableMb: 0 },
    { tag: "ssd2", totalMb: 900, availableMb: 300 },
  ]);
});

it("tells percentiles from values, and passes over metrics without a name", () => {
  const sample = sampleOf([
    {
      type: "replica",
      id: "replica@1.0",
      attributes: {},
      metrics: [{ name: "get_latency_ns", p50: 1, p99: 250_000n }, { value: 3 }, { name: "get_requests", value: 0 }],
    },
  ]);
  const replica = sample.replicas.get("1.0");
  expect([replica?.p99.get("get_latency_ns"), replica?.p99.get("get_requests")]).toEqual([250_000, undefined]);
  expect([replica?.values.get("get_requests"), replica?.values.get("get_latency_ns")]).toEqual([0, undefined]);
});

it("knows nothing of what a server does not say", () => {
  expect(sampleOf([])).toMatchObject({ residentMemoryMb: null, sessions: null, disks: [] });
});

it("reads a real server's answer under the ids that the metas use", () => {
  const text = readFileSync(new URL("samples/load/34802.before.txt", import.meta.url), "utf8");
  const sample = readSample(metrics.decode(text));
  expect([...sample.replicas.keys()].toSorted()).toEqual(["4.0", "4.1", "4.2"]);
  expect(sample.replicas.get("4.1")?.values.get("get_requests")).toBe(4634);
});

it.each<[before: number | bigint | undefined, now: number | bigint | undefined, seconds: number, rate: number | null]>([
  [10, 30, 10, 2],
  [10, 10, 10, 0],
  [0, 1, 4, 0.25],
  [9_007_199_254_740_993n, 9_007_199_254_741_003n, 5, 2],
  [9_007_199_254_740_990, 9_007_199_254_741_000n, 5, 2],
  [30, 10, 10, null],
  [9_007_199_254_741_003n, 7, 10, null],
  [undefined, 10, 10, null],
  [10, undefined, 10, null],
  [10, 30, 0, null],
  [10, 30, -1, null],
])("from %s to %s in %d s is a rate of %s", (before, now, seconds, rate) => {
  expect(rateOf(before, now, seconds)).toBe(rate);
});

it("measures time by the server's own clock, to the nanosecond", () => {
  const at = (timestampNs: bigint): NodeSample => ({ ...sampleOf([]), timestampNs });
  expect(secondsBetween(at(1_700_000_000_000_000_001n), at(1_700_000_004_500_000_001n))).toBe(4.5);
  expect(secondsBetween(at(5n), at(3n))).toBeLessThan(0);
});

it("asks for it in one request that a server can read at once, by name, value and p99 alone", () => {
  const target = writeTarget({ path: "metrics", query: LOAD_QUERY });
  expect(target.length).toBeLessThan(3000);
  expect(target).toMatch(
    /^\/metrics\?types=replica,server,disk,profiler&metrics=[a-z0-9_,]+&with_metric_fields=name,value,p99$/,
  );
});

it("keeps the replicas of one server apart, what a double cannot hold among them", () => {
  const long = 9_007_199_254_740_993n;
  const of = (id: string, name: string, value: number | bigint) =>
    ({ type: "replica", id: `replica@${id}`, attributes: {}, metrics: [{ name, value }] }) as const;
  const { replicas } = sampleOf(
    [of("1.0", "a", 1), of("1.1", "b", long), of("2.0", "a", 3)].map((one) => ({ ...one, metrics: [...one.metrics] })),
  );
  const table = [...replicas].map(([id, { values }]) => [id, values.get("a"), values.get("b"), values.get("c")]);
  expect(table).toEqual([
    ["1.0", 1, undefined, undefined],
    ["1.1", undefined, long, undefined],
    ["2.0", 3, undefined, undefined],
  ]);
});
