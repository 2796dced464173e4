import { expect, it } from "vitest";
import { app as codec } from "#pegasus/answers/app.ts";
import type { AppInfo } from "#pegasus/answers/apps.ts";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { REPLICA_SIZE, rowsFromDetails, rowsFromMetrics, withSizes } from "./replica-rows.ts";
import { serverFigures } from "./server-figures.ts";

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
