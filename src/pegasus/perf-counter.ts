// `GET /perfCounter?name=` of 2.5.0, which has no `/metrics` (reference 7.1). One counter a request, and reading it restarts it.
import * as z from "zod/mini";
import { codec } from "./answers/codec.ts";

type CounterType = "NUMBER" | "VOLATILE_NUMBER" | "RATE" | "PERCENTILE";

/** An unknown name answers `{}`: all is absent then. Percentiles have `p99` and `p999` in place of `value`. */
export interface PerfCounter {
  name?: string | undefined;
  p99?: string | undefined;
  p999?: string | undefined;
  value?: string | undefined;
  type?: CounterType | undefined;
  description?: string | undefined;
}

/** Values have two decimals, such as `12.00`. */
const decimal = z.string().check(z.regex(/^-?\d+\.\d\d$/, "expected a number with two decimals"));

export const perfCounter = codec<PerfCounter>(
  z.looseObject({
    name: z.optional(z.string()),
    p99: z.optional(decimal),
    p999: z.optional(decimal),
    value: z.optional(decimal),
    type: z.optional(z.enum(["NUMBER", "VOLATILE_NUMBER", "RATE", "PERCENTILE"])),
    description: z.optional(z.string()),
  }),
  "table",
);

const OPERATIONS = [
  "get",
  "multi_get",
  "batch_get",
  "scan",
  "put",
  "multi_put",
  "remove",
  "multi_remove",
  "incr",
  "check_and_set",
  "check_and_mutate",
];

/** Counters of a replica in 2.5.0, by the metric of HEAD that says the same. */
const OF_REPLICA: ReadonlyMap<string, string> = new Map([
  ...OPERATIONS.map((name) => [`${name}_requests`, `${name}_qps`] as const),
  ["dup_requests", "duplicate_qps"],
  ...OPERATIONS.map((name) => [`${name}_latency_ns`, `${name}_latency`] as const),
  ...["get", "multi_get", "batch_get", "scan", "put", "multi_put", "check_and_set", "check_and_mutate"].map(
    (name) => [`${name}_bytes`, `${name}_bytes`] as const,
  ),
  ["read_capacity_units", "recent.read.cu"],
  ["write_capacity_units", "recent.write.cu"],
  ["read_expired_values", "recent.expire.count"],
  ["read_filtered_values", "recent.filter.count"],
  ["abnormal_read_requests", "recent.abnormal.count"],
  ["rdb_total_sst_size_mb", "disk.storage.sst(MB)"],
  ["rdb_total_sst_files", "disk.storage.sst.count"],
  ["rdb_block_cache_hit_count", "rdb.block_cache.hit_count"],
  ["rdb_block_cache_total_count", "rdb.block_cache.total_count"],
  ["rdb_memtable_mem_usage_bytes", "rdb.memtable.memory_usage"],
  ["rdb_index_and_filter_blocks_mem_usage_bytes", "rdb.index_and_filter_blocks.memory_usage"],
  ["rdb_estimated_keys", "rdb.estimate_num_keys"],
  ["rdb_write_amplification", "rdb.write_amplification"],
  ["rdb_read_amplification", "rdb.read_amplification"],
]);

/** Counters of a process or of the cluster, by the metric of HEAD; where the old one is a total, the new one is to be summed. */
const OF_SERVER: ReadonlyMap<string, string> = new Map([
  ["rdb_block_cache_mem_usage_bytes", "replica*app.pegasus*rdb.block_cache.memory_usage"],
  ["rdb_manual_compact_running_tasks", "replica*app.pegasus*manual.compact.running.count"],
  ["rdb_manual_compact_queued_tasks", "replica*app.pegasus*manual.compact.enqueue.count"],
  ["disk_capacity_total_mb", "replica*eon.replica_stub*disk.capacity.total(MB)"],
  ["disk_capacity_avail_mb", "replica*eon.replica_stub*disk.available.total(MB)"],
  ["resident_mem_usage_mb", "replica*server*memused.res(MB)"],
  ["virtual_mem_usage_mb", "replica*server*memused.virt(MB)"],
  ["total_replicas", "replica*eon.replica_stub*replica(Count)"],
  ["opening_replicas", "replica*eon.replica_stub*opening.replica(Count)"],
  ["closing_replicas", "replica*eon.replica_stub*closing.replica(Count)"],
  ["read_failed_requests", "replica*eon.replica_stub*recent.read.fail.count"],
  ["write_failed_requests", "replica*eon.replica_stub*recent.write.fail.count"],
  ["read_busy_requests", "replica*eon.replica_stub*recent.read.busy.count"],
  ["write_busy_requests", "replica*eon.replica_stub*recent.write.busy.count"],
  ["unalive_replica_servers", "meta*eon.meta_service*unalive_nodes"],
  ["alive_replica_servers", "meta*eon.meta_service*alive_nodes"],
  ["replica_server_disconnections", "meta*eon.meta_service*recent_disconnect_count"],
  ["dead_partitions", "meta*eon.server_state*dead_partition_count"],
  ["unreadable_partitions", "meta*eon.server_state*unreadable_partition_count"],
  ["unwritable_partitions", "meta*eon.server_state*unwritable_partition_count"],
  ["writable_ill_partitions", "meta*eon.server_state*writable_ill_partition_count"],
  ["healthy_partitions", "meta*eon.server_state*healthy_partition_count"],
]);

/**
 * The name under which 2.5.0 counts what HEAD calls `metric`; null: it does not, or under no name that is known. `partition`:
 * of which replica, as `<app id>.<partition index>`.
 */
export function counterName(metric: string, partition: string | null): string | null {
  const counter = partition === null ? undefined : OF_REPLICA.get(metric);
  if (counter !== undefined) return `replica*app.pegasus*${counter}@${partition}`;
  return OF_SERVER.get(metric) ?? null;
}

/** The server-side latency of a task, p99 and p999. */
export function taskCounterName(task: string): string {
  return `zion*profiler*${task}.latency.server`;
}
