import { expect, it } from "vitest";
import { app as codec } from "#pegasus/answers/app.ts";
import type { AppInfo } from "#pegasus/answers/apps.ts";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { REPLICA_SIZE, rowsFromDetails, rowsFromHeld, rowsFromMetrics, withLoad, withSizes } from "./replica-rows.ts";
import { serverFigures } from "./server-figures.ts";
import { queueRows, taskRows } from "./task-rows.ts";

const DETAIL = codec.decode(
  `{"general":{"app_name":"temp","app_id":"2","partition_count":"4","max_replica_count":"3"},"replicas":{` +
    [
      `"0":{"pidx":"0","ballot":"7","replica_count":"2/2","primary":"r1:1","secondaries":"[r2:1]"}`,
      `"1":{"pidx":"1","ballot":"8","replica_count":"2/2","primary":"r2:1","secondaries":"[r1:1]"}`,
      `"2":{"pidx":"2","ballot":"9","replica_count":"2/2","primary":"r2:1","secondaries":"[r3:1]"}`,
      `"3":{"pidx":"3","ballot":"3","replica_count":"1/2","primary":"-","secondaries":"[r1:1]"}`,
    ].join(",") +
    `}}`,
);

function metrics(entities: Metrics["entities"]): Metrics {
  return { cluster: "demo", role: "replica", host: "h", port: 34801, timestamp_ns: 1n, entities };
}

const REPLICAS = metrics([
  { type: "replica", id: "replica@2.1", attributes: {}, metrics: [{ name: REPLICA_SIZE, value: 76 }] },
  { type: "replica", id: "replica@9.0", attributes: {}, metrics: [] },
  { type: "server", id: "server", attributes: {}, metrics: [] },
]);

it("lists the partitions that a server holds, in which role, and who else does", () => {
  const rows = rowsFromDetails("r1:1", [DETAIL]);
  expect(rows.map(({ partition, role, health, others }) => ({ partition, role, health, others }))).toEqual([
    { partition: 0, role: "primary", health: "healthy", others: ["r2:1"] },
    { partition: 1, role: "secondary", health: "healthy", others: ["r2:1"] },
    { partition: 3, role: "secondary", health: "read-unhealthy", others: [] },
  ]);
  expect(rowsFromDetails("r9:1", [DETAIL])).toEqual([]);
});

it("takes from the server's metrics what the leader is not asked for", () => {
  const apps = [{ app_id: 2, app_name: "temp" } as AppInfo]; // only id and name are looked at
  expect(
    rowsFromMetrics(REPLICAS, apps).map(({ appId, app, partition, storageMb }) => [appId, app, partition, storageMb]),
  ).toEqual([
    [2, "temp", 1, 76],
    [9, null, 0, null],
  ]);
});

it("adds the sizes that the server knows, and leaves out those that it does not", () => {
  const rows = rowsFromDetails("r1:1", [DETAIL]);
  expect(withSizes(rows, REPLICAS).map(({ storageMb }) => storageMb)).toEqual([null, 76, null]);
  expect(withSizes(rows, null)).toBe(rows);
});

it.each<[string, number | bigint, number | null]>([
  ["what is measured", 512, 512],
  ["nothing where a standby meta says 0", 0, null],
])("tells %s of the memory", (_, value, residentMb) => {
  const answer = metrics([
    { type: "server", id: "server", attributes: {}, metrics: [{ name: "resident_mem_usage_mb", value }] },
  ]);
  expect(serverFigures(answer)).toEqual({ residentMb, sessions: null, disks: [] });
});

it("tells the disks by tag", () => {
  const disk = (tag: string, total: number): Metrics["entities"][number] => ({
    type: "disk",
    id: `disk@${tag}`,
    attributes: { tag, data_dir: `/data/${tag}` },
    metrics: [{ name: "disk_capacity_total_mb", value: total }],
  });
  expect(serverFigures(metrics([disk("ssd2", 20), disk("ssd1", 10)])).disks).toEqual([
    { tag: "ssd1", directory: "/data/ssd1", totalMb: 10, availableMb: 0 },
    { tag: "ssd2", directory: "/data/ssd2", totalMb: 20, availableMb: 0 },
  ]);
});

it("shows what the gateway has read like what the leader says, with the load of primaries", () => {
  const held = {
    appId: 2,
    app: "temp",
    partition: 1,
    role: "secondary" as const,
    ballot: "8",
    primary: "r2:1",
    secondaries: ["r1:1"],
    copies: 2,
    readQps: null,
    writeQps: null,
    storageMb: 76,
  };
  const [row] = rowsFromHeld("r1:1", [held]);
  const [same] = withSizes(rowsFromDetails("r1:1", [DETAIL]).slice(1, 2), REPLICAS);
  expect(row).toEqual(same);
  const [loaded] = withLoad(rowsFromDetails("r1:1", [DETAIL]).slice(1), [{ ...held, readQps: 5, writeQps: 0 }]);
  expect(loaded).toMatchObject({ partition: 1, readQps: 5, writeQps: 0, storageMb: 76 });
});

it("tells tasks by name with their p99, and queues by name with their length", () => {
  const answer = metrics([
    {
      type: "profiler",
      id: "task@RPC_GET",
      attributes: { task_name: "RPC_GET" },
      metrics: [
        { name: "profiler_server_rpc_latency_ns", p50: 1, p99: 5000 },
        { name: "profiler_queued_tasks", value: 3 },
      ],
    },
    { type: "queue", id: "queue@default.0", attributes: {}, metrics: [{ name: "queue_length", value: 7 }] },
  ]);
  expect(taskRows(answer)).toMatchObject([{ task: "RPC_GET", serverP99: 5000, queued: 3, executed: null }]);
  expect(queueRows(answer)).toEqual([{ queue: "default.0", length: 7, delayed: null, rejected: null }]);
});
