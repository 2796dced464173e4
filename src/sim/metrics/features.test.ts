import { expect, it } from "vitest";
import { METRICS } from "#pegasus/catalog/metrics.ts";
import { STOCK_PLAN } from "../model/plan.ts";
import { COLLECTOR, METAS, REPLICAS, Sample } from "../sample-world.ts";
import { SPLITTING } from "../scenarios/features.ts";
import { shellOf } from "../shell.ts";
import { MetricReader } from "./metric-reader.ts";

const [LEADER, STANDBY] = METAS;
const [NODE] = REPLICAS;

function begin(plan = STOCK_PLAN) {
  const sample = new Sample(1, plan);
  return { sample, reader: new MetricReader(sample), shell: shellOf(sample.world, () => sample.now) };
}

it("shows a manual compaction as it queues, runs and ends", () => {
  const { sample, reader, shell } = begin();
  const sum = (metric: string): number => reader.sum(REPLICAS, metric, 11);
  const before = sum("rdb_compaction_completed_count");
  shell.compact("search_suggest");
  const seen = { running: 0, queued: 0 };
  for (let round = 0; round < 12; round++) {
    sample.pass(5);
    seen.running = Math.max(seen.running, sum("rdb_manual_compact_running_tasks"));
    seen.queued = Math.max(seen.queued, sum("rdb_manual_compact_queued_tasks"));
  }
  expect(seen.running).toBeGreaterThan(0);
  expect(seen.queued).toBeGreaterThan(0);
  sample.pass(300);
  expect(sum("rdb_manual_compact_running_tasks") + sum("rdb_manual_compact_queued_tasks")).toBe(0);
  expect(sum("rdb_compaction_completed_count") - before).toBeGreaterThanOrEqual(96);
});

it("shows a bulk load from its download to its end", () => {
  const { sample, reader, shell } = begin();
  const request = { app_name: "inventory", cluster_name: "demo", file_provider_type: "hdfs_service" };
  shell.startBulkLoad({ ...request, remote_root_path: "bulk_load_root" });
  sample.pass(15);
  expect(reader.sum(REPLICAS, "bulk_load_running_count")).toBe(48);
  expect(reader.own(NODE, "bulk_load_max_duration_ms")).toBe(15_000);
  sample.pass(600);
  expect(reader.sum(REPLICAS, "bulk_load_running_count")).toBe(0);
  expect(reader.sum(REPLICAS, "bulk_load_successful_count", 10)).toBe(48);
  const bytes = reader.sum(REPLICAS, "bulk_load_download_file_bytes", 10);
  expect(bytes).toBeGreaterThan(1e9);
  shell.startBulkLoad({ ...request, remote_root_path: "bulk_load_root" });
  sample.pass(11);
  expect(reader.sum(REPLICAS, "bulk_load_download_file_bytes", 10)).toBeGreaterThanOrEqual(bytes);
});

it("shows a duplication that falls behind, on primaries only", () => {
  const { sample, reader, shell } = begin();
  const pending = (): number => reader.sum(REPLICAS, "dup_pending_mutations", 8);
  sample.pass(60);
  const usual = pending();
  const shipped = reader.sum(REPLICAS, "dup_shipped_bytes", 8);
  shell.changeRemoteCluster("demo_standby", { perSecond: 10 });
  sample.pass(120);
  expect(pending()).toBeGreaterThan(usual + 50_000);
  expect(reader.sum(REPLICAS, "dup_shipped_bytes", 8)).toBeGreaterThan(shipped);
  const shipping = REPLICAS.flatMap((node) => reader.entities(node, "metrics=dup_shipped_bytes"));
  expect(shipping).toHaveLength(32);
  expect(reader.sum(REPLICAS, "dup_confirmed_mutations", 8)).toBeGreaterThan(0);
});

it("counts what a remote cluster that does not answer makes of a duplication, until it answers", () => {
  const { sample, reader, shell } = begin();
  const failed = (): number => reader.sum(REPLICAS, "dup_shipped_failed_requests", 8);
  sample.pass(60);
  expect(failed()).toBe(0);
  shell.changeRemoteCluster("demo_standby", { reachable: false });
  sample.pass(60);
  expect(failed()).toBe(32 * 5);
  shell.changeRemoteCluster("demo_standby", { reachable: true });
  sample.pass(60);
  expect(failed()).toBe(32 * 5);
});

it("shows partitions that split, and counts those that have", () => {
  const { sample, reader, shell } = begin(SPLITTING.plan);
  shell.splitTable("events");
  sample.pass(20);
  expect(reader.sum(REPLICAS, "splitting_replicas")).toBe(12);
  expect(reader.sum(REPLICAS, "splitting_started_count", 16)).toBe(12);
  while (shell.isSplitting("events")) sample.pass(10);
  expect(reader.sum(REPLICAS, "splitting_replicas")).toBe(0);
  expect(reader.sum(REPLICAS, "splitting_successful_count", 16)).toBe(48);
  expect(reader.sum(REPLICAS, "splitting_copy_file_bytes", 16)).toBeGreaterThan(1e9);
  expect(reader.entities(LEADER, "types=partition&attributes=table_id,16")).toHaveLength(32);
});

it("shows a backup on the leader and on the nodes", () => {
  const { sample, reader, shell } = begin();
  shell.addBackupPolicy({
    name: "now",
    provider: "hdfs_service",
    interval: 86_400,
    tableIds: [10, 13],
    startTime: "08:00",
    keep: 3,
  });
  sample.pass(15);
  expect(reader.sum(REPLICAS, "backup_running_count", 10)).toBe(48);
  expect(reader.sum(REPLICAS, "backup_max_duration_ms", 10)).toBe(48 * 15_000);
  sample.pass(10);
  expect(reader.sum(REPLICAS, "backup_file_upload_max_bytes", 13)).toBeGreaterThan(1e9);
  sample.pass(600);
  expect(reader.sum(REPLICAS, "backup_max_duration_ms", 10)).toBe(0);
  expect(reader.sum(REPLICAS, "backup_running_count", 10)).toBe(0);
  expect(reader.sum(REPLICAS, "backup_successful_count", 10)).toBe(16);
  expect(reader.sum(REPLICAS, "backup_file_upload_total_bytes", 10)).toBeGreaterThan(1e9);
  expect(reader.value(LEADER, "backup_policy@now", "backup_recent_duration_ms")).toBeGreaterThan(10_000);
  expect(reader.entities(STANDBY, "types=backup_policy")).toEqual([]);
});

it("counts the moves that the balancer plans and makes", () => {
  const { sample, reader, shell } = begin();
  sample.world.died(NODE, sample.now);
  sample.pass(60);
  sample.world.started(NODE, sample.now);
  sample.pass(180);
  expect(reader.sum([LEADER], "greedy_recent_balance_operations")).toBeGreaterThan(10);
  expect(reader.sum([LEADER], "greedy_move_primary_operations")).toBe(0);
  shell.setMetaLevel("lively");
  sample.pass(120);
  expect(reader.sum([LEADER], "greedy_move_primary_operations")).toBeGreaterThan(10);
});

it("traces latencies while both flags are on", () => {
  const { sample, reader } = begin();
  expect(reader.entities(NODE, "types=latency_tracer")).toEqual([]);
  sample.body(NODE, "/updateConfig?enable_latency_tracer=true");
  expect(reader.entities(NODE, "types=latency_tracer")).toEqual([]);
  sample.body(NODE, "/updateConfig?enable_latency_tracer_report=true");
  const [first] = reader.entities(NODE, "types=latency_tracer");
  const { description, starting_point: start, end_point: end } = first?.attributes ?? {};
  expect(first?.id).toBe(`latency_tracer@${description}|${start}|${end}`);
});

const EVERYTHING = {
  ...STOCK_PLAN,
  collectors: 1,
  settings: { is_profile: "true", enable_latency_tracer: "true", enable_latency_tracer_report: "true" },
};

it("has each of the 214 metrics somewhere, and on no server one that the catalogue does not give it", () => {
  const { sample, reader } = begin(EVERYTHING);
  const seen = new Set<string>();
  const wrong = new Set<string>();
  for (const server of [LEADER, STANDBY, COLLECTOR, NODE]) {
    const { role } = sample.world.processAt(server);
    for (const { type, metrics } of reader.entities(server, "with_metric_fields=name")) {
      for (const { name } of metrics) {
        const fact = METRICS.find((one) => one.entity === type && one.name === name);
        if (fact?.servers.includes(role) === true) seen.add(`${type} ${name}`);
        else wrong.add(`${role} ${type} ${name}`);
      }
    }
  }
  expect([...wrong]).toEqual([]);
  expect(METRICS.map(({ entity, name }) => `${entity} ${name}`).filter((name) => !seen.has(name))).toEqual([]);
});

it("lets a collector show what it does: it asks for one record again and again", () => {
  const { sample, reader } = begin({ ...STOCK_PLAN, collectors: 1 });
  const ids = reader.entities(COLLECTOR, "types=queue,server").map(({ id }) => id);
  expect(ids.toSorted()).toEqual(["queue@default.0", "queue@replica.0", "queue@replica.1", "server"]);
  const names = reader.entities(COLLECTOR, "types=server").flatMap(({ metrics }) => metrics.map(({ name }) => name));
  expect(new Set(names)).toEqual(
    new Set([
      "dns_resolver_cache_size",
      "dns_resolver_resolve_by_dns_duration_ns",
      "dns_resolver_resolve_duration_ns",
      "network_server_sessions",
    ]),
  );
  const asked = (): number => reader.sum([COLLECTOR], "profiler_executed_tasks");
  const before = asked();
  sample.pass(60);
  expect(asked() - before).toBe(40);
  expect(reader.entities(COLLECTOR, "types=connection")).toHaveLength(8);
});
