// The shell's columns with numbers small enough to follow, and with what a real cluster said.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { Partition } from "../answers/app.ts";
import { metrics } from "../answers/metrics.ts";
import { METRICS } from "../catalog/metrics.ts";
import { readSample, type NodeSample, type ReplicaSample } from "../load-sample.ts";
import { deriveLoad, type Round } from "../load.ts";
import { appDisk } from "./app-disk.ts";
import { APP_STAT_METRICS, appStat } from "./app-stat.ts";
import { NODE_STAT_METRICS, nodeStat } from "./node-stat.ts";

type Values = Readonly<Record<string, number>>;

const replica = (values: Values): ReplicaSample => ({ values: new Map(Object.entries(values)), p99: new Map() });

function node(seconds: number, replicas: Readonly<Record<string, Values>>, more: Partial<NodeSample> = {}): NodeSample {
  return {
    timestampNs: BigInt(seconds) * 1_000_000_000n,
    replicas: new Map(Object.entries(replicas).map(([id, values]) => [id, replica(values)])),
    taskP99: new Map(),
    server: new Map(),
    residentMemoryMb: null,
    sessions: null,
    disks: [],
    ...more,
  };
}

const round = (samples: Readonly<Record<string, NodeSample>>, primaries: Readonly<Record<string, string>>): Round => ({
  samples: new Map(Object.entries(samples)),
  primaries: new Map(Object.entries(primaries)),
});

const HERE = { "1.0": "a", "1.1": "b" };

it("adds up the primaries of a table: rates per second, capacity units and the like per interval", () => {
  const before = { get_requests: 100, put_requests: 10, get_bytes: 0, read_capacity_units: 50 };
  const after = { get_requests: 200, put_requests: 60, get_bytes: 4000, read_capacity_units: 150 };
  const rows = appStat(
    round({ a: node(0, { "1.0": before }), b: node(5, { "1.1": before }) }, HERE),
    round({ a: node(10, { "1.0": after }), b: node(10, { "1.1": after }) }, HERE),
    "app",
  );
  // 100 in 10 s on one server, and in 5 s of the other one's clock.
  expect(rows.get("1")).toMatchObject({
    get: 30,
    reads: 30,
    put: 15,
    writes: 15,
    readBytes: 1200,
    readCu: 200,
    writeCu: null,
    scan: null,
    storageMb: null,
  });
});

it("gives each partition a row of its own", () => {
  const rows = appStat(
    round({ a: node(0, { "1.0": { get_requests: 0 } }) }, HERE),
    round({ a: node(10, { "1.0": { get_requests: 50 } }) }, HERE),
    "partition",
  );
  expect(rows.get("1.0")?.get).toBe(5);
  expect(rows.get("1.1")?.get).toBeNull();
});

it.each<[what: string, before: Round | null]>([
  ["there is one sample only", null],
  ["its primary moved", round({ a: node(0, { "1.0": { get_requests: 0 } }) }, { "1.0": "b" })],
  ["a counter was reset", round({ a: node(0, { "1.0": { get_requests: 0, put_requests: 99 } }) }, { "1.0": "a" })],
])("tells storage, but no rates, where %s", (_what, before) => {
  const now = round(
    { a: node(10, { "1.0": { get_requests: 50, put_requests: 1, rdb_total_sst_size_mb: 7 } }) },
    { "1.0": "a" },
  );
  expect(appStat(before, now, "app").get("1")).toMatchObject({ get: null, put: null, storageMb: 7 });
});

it("leaves out replicas that the configuration does not name, secondaries among them", () => {
  const grown = { get_requests: 50, rdb_total_sst_size_mb: 7 };
  const now = round({ a: node(10, { "1.0": grown, "9.9": grown }), b: node(10, { "1.0": grown }) }, { "1.0": "a" });
  const rows = appStat(null, now, "app");
  expect([...rows.keys()]).toEqual(["1"]);
  expect(rows.get("1")?.storageMb).toBe(7);
});

it.each<[what: string, values: Values, column: string, value: number]>([
  ["hits of the block cache", { rdb_block_cache_hit_count: 30, rdb_block_cache_total_count: 40 }, "cacheHits", 0.75],
  ["a cache that nobody asked", { rdb_block_cache_hit_count: 0, rdb_block_cache_total_count: 0 }, "cacheHits", 0],
  [
    "seeks that a filter spared",
    { rdb_bloom_filter_seek_negatives: 1, rdb_bloom_filter_seek_total: 4 },
    "seekNegatives",
    0.25,
  ],
  [
    "lookups that a filter spared",
    { rdb_bloom_filter_point_lookup_negatives: 30, rdb_bloom_filter_point_lookup_positives: 10 },
    "pointNegatives",
    0.75,
  ],
  [
    "lookups that it should have spared",
    {
      rdb_bloom_filter_point_lookup_negatives: 18,
      rdb_bloom_filter_point_lookup_positives: 10,
      rdb_bloom_filter_point_lookup_true_positives: 8,
    },
    "pointFalsePositives",
    0.1,
  ],
  ["memtables in MiB", { rdb_memtable_mem_usage_bytes: 3_145_728 }, "memtableMb", 3],
  ["index and filters in MiB", { rdb_index_and_filter_blocks_mem_usage_bytes: 524_288 }, "indexMb", 0.5],
  ["files", { rdb_total_sst_files: 12 }, "files", 12],
])("computes %s as the shell does", (_what, values, column, value) => {
  const now = round({ a: node(0, { "1.0": values }) }, { "1.0": "a" });
  expect(appStat(null, now, "app").get("1")).toMatchObject({ [column]: value });
});

it("adds up all replicas of a node, whatever their role", () => {
  const before = { put_requests: 0, get_requests: 0, write_capacity_units: 0 };
  const after = {
    put_requests: 100,
    get_requests: 50,
    write_capacity_units: 30,
    rdb_memtable_mem_usage_bytes: 1_048_576,
  };
  const stat = nodeStat(
    node(0, { "1.0": before, "2.0": before }),
    node(
      10,
      { "1.0": after, "2.0": after, "3.0": after },
      {
        taskP99: new Map([["RPC_RRDB_RRDB_GET", 2_500_000]]),
        server: new Map([["rdb_block_cache_mem_usage_bytes", 2_097_152]]),
        residentMemoryMb: 512,
        disks: [
          { tag: "a", totalMb: 1000, availableMb: 500 },
          { tag: "b", totalMb: 1000, availableMb: 100 },
        ],
      },
    ),
  );
  expect(stat).toMatchObject({
    perSecond: { put: 20, get: 10, multiGet: null },
    writeCu: 60,
    readCu: null,
    memtableMb: 3,
    residentMb: 512,
    blockCacheMb: 2,
    writeBuffersMb: null,
    p99Ms: { get: 2.5, put: null },
    space: { freePercent: 30, leastFreePercent: 10 },
  });
  expect(nodeStat(null, node(10, { "1.0": after })).perSecond.put).toBeNull();
});

it("counts what a table takes on disks: one copy, and all that are configured", () => {
  const one = (primary: string | null, ...secondaries: string[]): Partition => ({
    pidx: 0,
    ballot: 1n,
    replica_count: { live: 3, max: 3 },
    primary,
    secondaries,
  });
  const size = (mb: number): Readonly<Record<string, Values>> => ({ "1.0": { rdb_total_sst_size_mb: mb } });
  const samples = new Map([
    ["a", node(0, size(10))],
    ["b", node(0, size(12))],
    ["stale", node(0, size(99))],
  ]);
  expect(appDisk(1, [one("a", "b", "silent")], samples)).toEqual({ primariesMb: 10, allMb: 22, missing: 1 });
  expect(appDisk(1, [one(null, "b")], samples)).toEqual({ primariesMb: 0, allMb: 12, missing: 0 });
});

it("agrees with the sampler about a real cluster", () => {
  const sampleOf = (name: string): NodeSample =>
    readSample(metrics.decode(readFileSync(new URL(`../samples/load/${name}.txt`, import.meta.url), "utf8")));
  const roundOf = (when: string): Round =>
    round(Object.fromEntries(["34801", "34802", "34803"].map((port) => [port, sampleOf(`${port}.${when}`)])), {
      "4.0": "34801",
      "4.1": "34802",
      "4.2": "34802",
    });
  const [before, now] = [roundOf("before"), roundOf("after")];
  const shell = appStat(before, now, "app").get("4");
  const load = deriveLoad(before, now).apps.get("4");
  expect(shell?.reads).toBeGreaterThan(0);
  expect(shell?.reads).toBeCloseTo(load?.readQps ?? Number.NaN, 6);
  expect(shell?.writes).toBeCloseTo(load?.writeQps ?? Number.NaN, 6);
  expect(shell?.storageMb).toBe(load?.storageMb);
});

it("asks for metrics that there are", () => {
  const known = new Set(METRICS.map(({ name }) => name));
  expect([...APP_STAT_METRICS, ...NODE_STAT_METRICS].filter((name) => !known.has(name))).toEqual([]);
});
