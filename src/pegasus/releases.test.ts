import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { callList } from "./answers/builtin.ts";
import { clusterOf250, cluster } from "./answers/cluster.ts";
import { METRICS } from "./catalog/metrics.ts";
import { ENDPOINTS, endpointAt } from "./endpoints.ts";
import { counterName, perfCounter, taskCounterName } from "./perf-counter.ts";
import { abilitiesOf, callListOf, endpointsOf, HABITS } from "./releases.ts";

const sample = (name: string): string => readFileSync(new URL(`samples/${name}.txt`, import.meta.url), "utf8");

it.each(["meta", "replica", "collector"] as const)("lists at / of a %s what a real one lists, to the byte", (role) => {
  const list = callListOf("2.6.0", role, true);
  const recorded = callList.decode(sample(`calls.${role}`));
  // A recorded collector is one that has been asked while it ran with all calls; so is a meta.
  expect(callList.encode(list)).toBe(callList.encode(recorded));
});

it("lacks in 2.5.0 what came later, and has the counters that went", () => {
  const paths = endpointsOf("2.5.0").map(({ path }) => path);
  expect(paths).not.toContain("/metrics");
  expect(paths).not.toContain("/envs/list");
  expect(paths).toContain("/perfCounter");
  expect(paths).toEqual(paths.toSorted());
  expect(paths).toHaveLength(ENDPOINTS.length - 1);
  expect(callListOf("2.5.0", "replica", true)["/replica/manual_compaction"]).toContain("maual_compaction");
  expect(callListOf("2.5.0", "meta", true)["/meta/app"]).toBe("ip:port/meta/app?app_name=temp");
  expect(endpointAt("perfCounter")).toBeUndefined();
});

it("leaves /pprof out of the list of a build without gperftools", () => {
  const list = callListOf("2.6.0", "meta", false);
  expect(Object.keys(list).filter((path) => path.startsWith("/pprof"))).toEqual([]);
  expect(abilitiesOf(list).profiles).toBe(false);
});

it.each([
  ["2.6.0", "meta", { role: "meta", metrics: true, perfCounters: false, profiles: true, envsList: true }],
  ["2.6.0", "replica", { role: "replica", metrics: true, perfCounters: false, profiles: true, envsList: false }],
  ["2.6.0", "collector", { role: "collector", metrics: true, perfCounters: false, profiles: true, envsList: false }],
  ["2.5.0", "meta", { role: "meta", metrics: false, perfCounters: true, profiles: true, envsList: false }],
] as const)("knows what a %s %s can do from its list", (release, role, abilities) => {
  expect(abilitiesOf(callListOf(release, role, true))).toEqual(abilities);
});

it("writes the balance of 2.5.0 as pairs, and both codecs read either", () => {
  const info = cluster.decode(sample("cluster.lively"));
  const old = clusterOf250.encode(info);
  expect(old).toMatch(/"balance_operation_count":"move_pri=\d+,copy_pri=\d+,copy_sec=\d+,total=-?\d+"/);
  expect(cluster.decode(old)).toEqual(info);
  expect(clusterOf250.decode(sample("cluster.lively"))).toEqual(info);
});

it("words an unknown flag as each release does", () => {
  expect(HABITS["2.5.0"].unknownFlag("x")).toBe("ERR_OBJECT_NOT_FOUND: x is not found");
  expect(HABITS["2.6.0"].unknownFlag("x")).toBe(sample("config.unknown").replace("CLUSTER_NAME", "x"));
});

it.each([
  '{"name":"replica*app.pegasus*get_qps@1.0","value":"12.00","type":"RATE","description":"statistic the qps of GET request"}\n',
  '{"name":"replica*app.pegasus*get_latency@1.0","p99":"61234.00","p999":"402113.00","type":"PERCENTILE","description":"d"}\n',
  "{}\n",
])("reads a counter of 2.5.0 and writes it again: %s", (text) => {
  expect(perfCounter.encode(perfCounter.decode(text))).toBe(text);
});

it.each([
  ["get_requests", "2.7", "replica*app.pegasus*get_qps@2.7"],
  ["multi_put_latency_ns", "2.7", "replica*app.pegasus*multi_put_latency@2.7"],
  ["dup_requests", "2.7", "replica*app.pegasus*duplicate_qps@2.7"],
  ["read_capacity_units", "2.7", "replica*app.pegasus*recent.read.cu@2.7"],
  ["rdb_total_sst_size_mb", "2.7", "replica*app.pegasus*disk.storage.sst(MB)@2.7"],
  ["resident_mem_usage_mb", null, "replica*server*memused.res(MB)"],
  ["unreadable_partitions", null, "meta*eon.server_state*unreadable_partition_count"],
  ["get_requests", null, null],
  ["dup_shipped_bytes", "2.7", null],
])("counts %s of %s in 2.5.0 as %s", (metric, partition, counter) => {
  expect(counterName(metric, partition)).toBe(counter);
});

it("maps metrics that there are", () => {
  const mapped = METRICS.filter(({ name }) => counterName(name, "1.0") !== null);
  expect(new Set(mapped.map(({ name }) => name)).size).toBe(67);
  expect(taskCounterName("RPC_RRDB_RRDB_GET")).toBe("zion*profiler*RPC_RRDB_RRDB_GET.latency.server");
});
