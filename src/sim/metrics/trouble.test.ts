import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { STOCK_PLAN } from "../model/plan.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";
import { DISK_FULL } from "../scenarios/nodes.ts";
import { SLOW } from "../scenarios/transport.ts";
import { shellOf } from "../shell.ts";
import { MetricReader } from "./metric-reader.ts";

const [LEADER] = METAS;
const [NODE, VICTIM] = REPLICAS;
const OTHERS = REPLICAS.filter((node) => node !== VICTIM);

function begin(plan = STOCK_PLAN) {
  const sample = new Sample(1, plan);
  return { sample, reader: new MetricReader(sample), shell: shellOf(sample.world, () => sample.now) };
}

const HEALTH = ["healthy_partitions", "writable_ill_partitions", "unwritable_partitions", "unreadable_partitions"];

it("shows the death of a replica server everywhere: at the leader, at its peers, in the health of tables a round later", () => {
  const { sample, reader } = begin();
  const health = (): number[] => HEALTH.map((metric) => reader.sum([LEADER], metric));
  const [all = 0] = health();
  sample.world.died(VICTIM, sample.now);
  sample.pass(23);
  expect(reader.own(LEADER, "alive_replica_servers")).toBe(4);
  expect(reader.own(LEADER, "unalive_replica_servers")).toBe(1);
  expect(reader.own(LEADER, "replica_server_disconnections")).toBe(1);
  const unhealthy = Object.values(CALL.apps.answer.decode(sample.body(LEADER, "/meta/apps?detail")).healthy_info ?? {})
    .map((table) => table.unhealthy)
    .reduce((sum, count) => sum + count, 0);
  expect(unhealthy).toBeGreaterThan(200);
  sample.pass(10);
  const [healthy = 0, ill = 0, unwritable = 0, unreadable = 0] = health();
  expect(healthy).toBe(all - unhealthy);
  expect(ill + unwritable + unreadable + reader.sum([LEADER], "dead_partitions")).toBe(unhealthy);
  expect(reader.sum(OTHERS, "group_check_failed_requests")).toBeGreaterThan(20);
  expect(reader.sum(OTHERS, "prepare_failed_requests")).toBeGreaterThan(10);
  expect(reader.sum(OTHERS, "write_failed_requests")).toBeGreaterThan(10);
  expect(reader.value(NODE, `connection@${VICTIM}`, "network_client_sessions")).toBe(0);
});

it("lets the health of tables lag behind what the leader does", () => {
  const { sample, reader } = begin();
  sample.world.died(VICTIM, sample.now);
  const lags: number[] = [];
  for (let round = 0; round < 23; round++) {
    sample.pass(2);
    const { healthy_info: info = {} } = CALL.apps.answer.decode(sample.body(LEADER, "/meta/apps?detail"));
    const truth = Object.values(info).reduce((sum, table) => sum + table.fully_healthy, 0);
    lags.push(reader.sum([LEADER], "healthy_partitions") - truth);
  }
  expect(Math.max(...lags)).toBeGreaterThan(100);
  expect(lags.filter((lag) => lag !== 0).length).toBeLessThan(22);
  expect(lags.at(-1)).toBe(0);
});

it("begins anew when its process does: counters at nothing, gauges when their timers first tick", () => {
  const { sample, reader } = begin();
  sample.world.died(VICTIM, sample.now);
  sample.pass(2);
  sample.world.started(VICTIM, sample.now);
  sample.pass(0.5);
  expect(reader.entities(VICTIM, "types=replica")).toEqual([]);
  expect(reader.value(VICTIM, "server", "rdb_block_cache_mem_usage_bytes")).toBeUndefined();
  expect(reader.own(VICTIM, "opening_replicas")).toBeGreaterThan(200);
  expect(reader.own(VICTIM, "resident_mem_usage_mb")).toBe(0);
  sample.pass(9.5);
  expect(reader.own(VICTIM, "opening_replicas")).toBe(0);
  expect(reader.entities(VICTIM, "types=replica&metrics=get_requests").length).toBeGreaterThan(200);
  expect(reader.own(VICTIM, "rdb_block_cache_mem_usage_bytes")).toBeGreaterThanOrEqual(0);
  expect(reader.own(VICTIM, "primary_replicas") + reader.own(VICTIM, "secondary_replicas")).toBe(0);
  expect(reader.sum([VICTIM], "put_requests")).toBeLessThan(reader.sum([NODE], "put_requests") / 1000);
  sample.pass(120);
  expect(reader.own(VICTIM, "resident_mem_usage_mb")).toBeGreaterThan(2000);
  expect(reader.own(VICTIM, "primary_replicas") + reader.own(VICTIM, "secondary_replicas")).toBeGreaterThan(200);
  expect(reader.sum([VICTIM], "learn_count")).toBeGreaterThan(100);
});

it("keeps the metrics of a copy that moved away, frozen, for about 20 minutes", () => {
  const { sample, reader, shell } = begin();
  const partition = sample.world.tables.named("user_profile")?.partitions[0];
  const from = partition?.primary ?? "";
  const to = REPLICAS.find((node) => partition?.replicaOn(node) === undefined) ?? "";
  const id = "replica@3.0";
  shell.balance({ app: "user_profile", partition: 0, kind: "copy_pri", from, to });
  sample.pass(240);
  const before = reader.value(from, id, "get_requests");
  expect(before).toBeGreaterThan(1e6);
  sample.pass(600);
  expect(reader.value(from, id, "get_requests")).toBe(before);
  expect(reader.value(to, id, "get_requests")).toBeGreaterThan(1000);
  expect(reader.value(to, id, "learn_copy_file_bytes")).toBeGreaterThan(1e9);
  expect(reader.own(to, "nfs_client_copy_bytes")).toBeGreaterThan(1e9);
  expect(reader.own(from, "moved_garbage_replicas")).toBe(1);
  sample.pass(1300);
  expect(reader.entities(from, `ids=${id}`)).toEqual([]);
});

it("refuses writes to partitions of which a copy lies on a full disk, and counts them", () => {
  const { sample, reader } = begin(DISK_FULL.plan);
  const [, , , full] = REPLICAS;
  const disks = reader.entities(full, "types=disk").map(({ metrics }) => {
    const of = (name: string): number => Number(metrics.find((metric) => metric.name === name)?.value);
    return of("disk_capacity_avail_mb") / of("disk_capacity_total_mb");
  });
  expect(new Set(disks.map((part) => Math.round(part * 100)))).toEqual(new Set([3, 14]));
  const failed = reader.sum(REPLICAS, "write_failed_requests");
  const puts = new Map(reader.entities(full, "types=replica&metrics=put_requests").map((one) => [one.id, one]));
  sample.pass(60);
  expect(reader.sum(REPLICAS, "write_failed_requests") - failed).toBeGreaterThan(1000);
  const still = reader
    .entities(full, "types=replica&attributes=table_id,5&metrics=put_requests")
    .filter(({ id, metrics }) => metrics[0]?.value === puts.get(id)?.metrics[0]?.value);
  expect(still.length).toBeGreaterThan(3);
  expect(still.length).toBeLessThan(30);
});

it("counts what an environment holds back, and keeps the count when it is taken away", () => {
  const { sample, reader, shell } = begin();
  shell.setEnvs("orders", { "replica.write_throttling": "320*reject*100", "replica.read_throttling": "32*delay*50" });
  sample.pass(120);
  const rejected = reader.sum(REPLICAS, "throttling_rejected_write_requests", 4);
  expect(rejected).toBeGreaterThan(10_000);
  expect(reader.sum(REPLICAS, "throttling_delayed_write_requests", 4)).toBe(0);
  expect(reader.sum(REPLICAS, "throttling_delayed_read_requests", 4)).toBeGreaterThan(10_000);
  expect(reader.sum(REPLICAS, "write_busy_requests")).toBeGreaterThan(rejected - 10);
  shell.removeEnvs("orders", ["replica.write_throttling"]);
  sample.pass(2);
  const left = reader.sum(REPLICAS, "throttling_rejected_write_requests", 4);
  expect(left).toBeGreaterThanOrEqual(rejected);
  sample.pass(60);
  expect(reader.sum(REPLICAS, "throttling_rejected_write_requests", 4)).toBe(left);
});

it("counts what is held back by size", () => {
  const { sample, reader, shell } = begin();
  shell.setEnvs("orders", { "replica.write_throttling_by_size": "3M*delay*100" });
  sample.pass(120);
  expect(reader.sum(REPLICAS, "throttling_delayed_write_requests", 4)).toBeGreaterThan(10_000);
  expect(reader.sum(REPLICAS, "throttling_rejected_write_requests", 4)).toBe(0);
  expect(reader.sum(REPLICAS, "throttling_delayed_write_requests", 5)).toBe(0);
});

it("shows slow machines in latencies, queues and abnormal reads", () => {
  const usual = begin();
  const slow = begin(SLOW.plan);
  const median = ({ reader }: typeof usual): number =>
    Number(
      reader.entities(NODE, "ids=task@RPC_RRDB_RRDB_GET&metrics=profiler_server_rpc_latency_ns")[0]?.metrics[0]?.p50,
    );
  expect(median(slow) / median(usual)).toBeGreaterThan(20);
  expect(slow.reader.sum([NODE], "queue_length")).toBeGreaterThan(100);
  expect(usual.reader.sum([NODE], "queue_length")).toBeLessThan(30);
  const abnormal = (cluster: typeof usual): number => cluster.reader.sum([NODE], "abnormal_read_requests");
  expect(abnormal(slow)).toBeGreaterThan(1000 * abnormal(usual));
});
