import { expect, it } from "vitest";
import type { Load } from "#api/load.ts";
import { loadRow } from "./load-row.ts";
import type { ChartScope } from "./measured.ts";
import { METAS_TELL, metasRow } from "./metas-row.ts";

const rates = {
  readQps: 7,
  writeQps: 1,
  readBytes: 0,
  writeBytes: 0,
  readCu: 0,
  writeCu: 0,
  readP99Ns: null,
  writeP99Ns: 2,
};
const node = { ...rates, failure: null, primaries: 0, replicas: 0, residentMemoryMb: null, sessions: null, disks: [] };
const load: Load = {
  at: 5000,
  seconds: 10,
  interval: 10,
  asked: 1,
  answered: 1,
  failure: null,
  cluster: { ...rates, storageMb: 3 },
  apps: {},
  nodes: { "r1:1": node, "r2:1": { ...node, readQps: null } },
};

it.each<[field: "readQps" | "sstFiles", scope: ChartScope, ids: string[], values: Record<string, number | null>]>([
  ["readQps", "cluster", [], { "": 7 }],
  ["readQps", "server", [], { "r1:1": 7, "r2:1": null }],
  ["readQps", "server", ["r2:1"], { "r2:1": null }],
  ["sstFiles", "cluster", [], { "": null }],
  ["readQps", "task", [], {}],
])("the load tells %s of %s %o", (field, scope, ids, values) => {
  const row = loadRow(load, field, scope, ids);
  expect([row?.at, Object.fromEntries(row?.values ?? [])]).toEqual([5000, values]);
  expect(loadRow({ ...load, at: null }, field, scope, ids)).toBeNull();
});

const nodes = {
  details: {
    "r1:1": { address: "r1:1", status: "ALIVE", replica_count: 5, primary_count: 2, secondary_count: 3 },
    "r2:1": { address: "r2:1", status: "UNALIVE", replica_count: 0, primary_count: 0, secondary_count: 0 },
  },
  summary: { total_node_count: 2, alive_node_count: 1, unalive_node_count: 1 },
} as const;
const apps = {
  general_info: {},
  healthy_info: {
    "2": {
      app_id: 2,
      app_name: "orders",
      partition_count: 16,
      fully_healthy: 10,
      unhealthy: 6,
      write_unhealthy: 3,
      read_unhealthy: 1,
    },
  },
  summary: { total_app_count: 1 },
};

it.each<[metric: string, scope: ChartScope, values: Record<string, number>]>([
  ["alive_replica_servers", "cluster", { "": 1 }],
  ["primary_replicas", "server", { "r1:1": 2, "r2:1": 0 }],
  ["healthy_partitions", "app", { "2": 10 }],
  ["writable_ill_partitions", "app", { "2": 3 }],
  ["unwritable_partitions", "cluster", { "": 2 }],
  ["unreadable_partitions", "cluster", { "": 1 }],
])("the metas tell %s of %s", (metric, scope, values) => {
  expect(METAS_TELL).toContain(metric);
  expect(Object.fromEntries(metasRow(metric, scope, 9, { nodes, apps })?.values ?? [])).toEqual(values);
});

it("what they do not tell is not made up", () => {
  expect(metasRow("read_requests", "cluster", 9, { nodes, apps })).toBeNull();
  const bare = { ...nodes, details: { "r1:1": { address: "r1:1", status: "ALIVE" as const } } };
  expect(metasRow("primary_replicas", "cluster", 9, { nodes: bare, apps })?.values.get("")).toBeNull();
});
