// Which metrics load is made of, and what they mean (reference 6.6; shell/command_helper.h:1347-1750).

interface Operation {
  readonly requests: string;
  readonly latency: string | null;
  /** The profiled task whose server-side RPC latency a node shows. */
  readonly task: string | null;
}

function operation(name: string, task: string | null): Operation {
  return {
    requests: `${name}_requests`,
    latency: `${name}_latency_ns`,
    task: task === null ? null : `RPC_RRDB_RRDB_${task}`,
  };
}

export const READS: readonly Operation[] = [
  operation("get", "GET"),
  operation("multi_get", "MULTI_GET"),
  operation("batch_get", "BATCH_GET"),
  operation("scan", "SCAN"),
];

/** Write counters rise on every replica that applies the write: only those of primaries count. */
export const WRITES: readonly Operation[] = [
  operation("put", "PUT"),
  operation("multi_put", "MULTI_PUT"),
  operation("remove", "REMOVE"),
  operation("multi_remove", "MULTI_REMOVE"),
  operation("incr", "INCR"),
  operation("check_and_set", "CHECK_AND_SET"),
  operation("check_and_mutate", "CHECK_AND_MUTATE"),
  { requests: "dup_requests", latency: null, task: null },
];

export const READ_BYTES = ["get_bytes", "multi_get_bytes", "batch_get_bytes", "scan_bytes"] as const;
export const WRITE_BYTES = ["put_bytes", "multi_put_bytes", "check_and_set_bytes", "check_and_mutate_bytes"] as const;
export const READ_CU = "read_capacity_units";
export const WRITE_CU = "write_capacity_units";
export const STORAGE_MB = "rdb_total_sst_size_mb";
export const STORAGE_FILES = "rdb_total_sst_files";
/** Since the replica was opened, and looked at anew only while it is primary (3.5). */
export const CACHE_HITS = "rdb_block_cache_hit_count";
export const CACHE_LOOKUPS = "rdb_block_cache_total_count";
/** Requests that a table's own limits hold up or refuse. */
export const DELAYED = ["throttling_delayed_read_requests", "throttling_delayed_write_requests"] as const;
export const REJECTED = ["throttling_rejected_read_requests", "throttling_rejected_write_requests"] as const;

const SERVER_METRICS = ["resident_mem_usage_mb", "network_server_sessions"];
const DISK_METRICS = ["disk_capacity_total_mb", "disk_capacity_avail_mb"];
const PROFILER_METRICS = ["profiler_server_rpc_latency_ns"];

/** The counters of a replica. */
export const COUNTERS: readonly string[] = [
  ...[...READS, ...WRITES].map(({ requests }) => requests),
  ...READ_BYTES,
  ...WRITE_BYTES,
  READ_CU,
  WRITE_CU,
  ...DELAYED,
  ...REJECTED,
];

/** The parameters of the one `/metrics` request that a round sends to each replica server. */
export const LOAD_QUERY: ReadonlyMap<string, string> = new Map([
  ["types", "replica,server,disk,profiler"],
  [
    "metrics",
    [
      ...COUNTERS,
      ...[...READS, ...WRITES].flatMap(({ latency }) => latency ?? []),
      STORAGE_MB,
      STORAGE_FILES,
      CACHE_HITS,
      CACHE_LOOKUPS,
      ...SERVER_METRICS,
      ...DISK_METRICS,
      ...PROFILER_METRICS,
    ].join(","),
  ],
  ["with_metric_fields", "name,value,p99"],
]);
