// Which metrics the history keeps, of what, and how the values of many become one. Percentiles are never averaged (reference 3.6):
// the highest counts. Kind, unit and meaning are the catalogue's where it has the metric.
import { METRICS } from "./catalog/metrics.ts";
import type { EntityType } from "./catalog/types.ts";
import { LOAD_QUERY, READS, READ_CU, WRITES, WRITE_CU } from "./load-metrics.ts";
import { writeTarget } from "./target.ts";

/** What one series is of. Ids: a server's name, an app's number, `<app>.<partition>`, and `<server>/<tag, task or pool>`. */
export const SCOPES = ["cluster", "server", "app", "partition", "disk", "task", "queue"] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * How much a round asks for, ascending. `brief`: what servers do, and how many requests each partition gets. `load`: besides, all that the
 * load of viewers is made of. `whole`: all that is kept. A pretty-printed metric of a replica is 120 bytes (reference 3.8): a cluster of a
 * thousand replicas is asked for the rest seldom.
 */
export const DEPTHS = ["brief", "load", "whole"] as const;
export type Depth = (typeof DEPTHS)[number];

/** Columns of `LoadTables` that are kept under a name of ours. */
export type LoadField =
  | "readQps"
  | "writeQps"
  | "readBytes"
  | "writeBytes"
  | "readCu"
  | "writeCu"
  | "delayedQps"
  | "rejectedQps"
  | "storageMb"
  | "storageAllMb"
  | "sstFiles"
  | "cacheHits"
  | "readP99Ns"
  | "writeP99Ns";

/** Where a value comes from. */
type Origin =
  | { readonly from: "load"; readonly field: LoadField }
  /**
   * A metric of replicas, summed (percentiles: the highest). `primaries`: what clients did; `copies`: what a table has once, and a server
   * altogether; `all`: the work of every copy.
   */
  | { readonly from: "replica"; readonly metric: string; readonly over: "primaries" | "copies" | "all" }
  | { readonly from: "server" | "leader" | "table" | "disk" | "queue"; readonly metric: string }
  | { readonly from: "task"; readonly metric: string; readonly field: "p50" | "p99" | "p999" };

export interface KeptMetric {
  /** As one asks for it; a percentile's ends in `.p50`, `.p99` or `.p999`. */
  readonly name: string;
  /** A counter is kept as its rate per second. */
  readonly kind: "counter" | "gauge" | "percentile";
  /** What is counted or measured, as the catalogue writes units; `Ratio` is 0 to 1. */
  readonly unit: string;
  readonly meaning: string;
  readonly scopes: readonly Scope[];
  readonly origin: Origin;
  /** The rounds that tell it are these and the deeper ones. */
  readonly depth: Depth;
}

const BRIEF_FIELDS: ReadonlySet<LoadField> = new Set(["readQps", "writeQps", "readCu", "writeCu"]);
const EVERYWHERE = ["cluster", "server", "app"] as const;

function derived(
  field: LoadField,
  name: string,
  kind: KeptMetric["kind"],
  unit: string,
  meaning: string,
  scopes: readonly Scope[] = EVERYWHERE,
): KeptMetric {
  const depth = BRIEF_FIELDS.has(field) ? "brief" : "load";
  return { name, kind, unit, meaning, scopes, origin: { from: "load", field }, depth };
}

const DERIVED: readonly KeptMetric[] = [
  derived("readQps", "read_requests", "counter", "Requests", "Reads of clients: get, multi_get, batch_get and scan", [
    ...EVERYWHERE,
    "partition",
  ]),
  derived("writeQps", "write_requests", "counter", "Requests", "Writes of clients and of duplication, once each", [
    ...EVERYWHERE,
    "partition",
  ]),
  derived("readBytes", "read_bytes", "counter", "Bytes", "Key plus value bytes read by clients"),
  derived("writeBytes", "write_bytes", "counter", "Bytes", "Key plus value bytes written by clients"),
  derived("readCu", "read_capacity_units", "counter", "CapacityUnits", "Read capacity units charged"),
  derived("writeCu", "write_capacity_units", "counter", "CapacityUnits", "Write capacity units charged"),
  derived("delayedQps", "throttled_delayed", "counter", "Requests", "Requests held up by the limits of tables"),
  derived("rejectedQps", "throttled_rejected", "counter", "Requests", "Requests refused by the limits of tables"),
  derived("storageMb", "storage_mb", "gauge", "MegaBytes", "SST bytes of one copy: what primaries hold"),
  derived("storageAllMb", "storage_all_mb", "gauge", "MegaBytes", "SST bytes of all copies", ["cluster", "app"]),
  derived("sstFiles", "sst_files", "gauge", "Files", "SST files of one copy"),
  derived("cacheHits", "block_cache_hits", "gauge", "Ratio", "Hits in the block cache since replicas were opened", [
    "app",
  ]),
  derived("readP99Ns", "read_latency_ns.p99", "percentile", "NanoSeconds", "Highest p99 among reads that happened"),
  derived("writeP99Ns", "write_latency_ns.p99", "percentile", "NanoSeconds", "Highest p99 among writes that happened"),
];

const OPERATIONS = [...READS, ...WRITES];
const REQUESTS: readonly string[] = OPERATIONS.map(({ requests }) => requests);
const LATENCIES: readonly string[] = OPERATIONS.flatMap(({ latency }) => latency ?? []);

function depthOf(metric: string): Depth {
  if (REQUESTS.includes(metric)) return "brief";
  return LATENCIES.includes(metric) ? "load" : "whole";
}

const REPLICA: readonly [over: "primaries" | "copies" | "all", names: readonly string[]][] = [
  [
    "primaries",
    [
      ...REQUESTS,
      ...LATENCIES,
      "abnormal_read_requests",
      "read_expired_values",
      "read_filtered_values",
      "backup_requests",
      "prepare_failed_requests",
      "write_size_exceed_threshold_requests",
      "bulk_load_ingestion_rejected_write_requests",
      "splitting_rejected_read_requests",
      "splitting_rejected_write_requests",
      "dup_pending_mutations",
      "dup_shipped_successful_requests",
      "dup_shipped_failed_requests",
      "dup_shipped_bytes",
      "dup_confirmed_mutations",
      "dup_lagging_writes",
      "dup_time_lag_ms",
    ],
  ],
  ["copies", ["rdb_estimated_keys", "private_log_size_mb"]],
  [
    "all",
    [
      "rdb_memtable_mem_usage_bytes",
      "rdb_index_and_filter_blocks_mem_usage_bytes",
      "rdb_compaction_completed_count",
      "rdb_compaction_input_bytes",
      "rdb_compaction_output_bytes",
      "rdb_flush_completed_count",
      "rdb_flush_output_bytes",
      "rdb_changed_delayed_writes",
      "rdb_changed_stopped_writes",
      "rdb_manual_compact_queued_tasks",
      "rdb_manual_compact_running_tasks",
      "backup_running_count",
      "backup_failed_count",
    ],
  ],
];

/** Of a replica server's process. */
const SERVER = [
  "beacon_failed_count",
  "bulk_load_running_count",
  "closing_replicas",
  "error_replicas",
  "inactive_replicas",
  "learning_replicas",
  "network_server_sessions",
  "nfs_client_copy_bytes",
  "nfs_client_copy_failed_requests",
  "nfs_server_copy_bytes",
  "opening_replicas",
  "primary_replicas",
  "rdb_block_cache_mem_usage_bytes",
  "rdb_wbm_mutable_mem_usage_bytes",
  "rdb_wbm_total_mem_usage_bytes",
  "rdb_write_rate_limiter_through_bytes_per_sec",
  "read_busy_requests",
  "read_failed_requests",
  "resident_mem_usage_mb",
  "secondary_replicas",
  "splitting_replicas",
  "total_replicas",
  "virtual_mem_usage_mb",
  "write_busy_requests",
  "write_failed_requests",
] as const;
const LEADER = ["alive_replica_servers", "replica_server_disconnections", "unalive_replica_servers"] as const;
const TABLE = [
  "dead_partitions",
  "healthy_partitions",
  "unreadable_partitions",
  "unwritable_partitions",
  "writable_ill_partitions",
] as const;
const DISK = ["disk_capacity_avail_mb", "disk_capacity_total_mb"] as const;
const QUEUE = ["queue_delayed_tasks", "queue_length", "queue_rejected_tasks"] as const;
const TASK = ["profiler_server_rpc_latency_ns", "profiler_queue_latency_ns"] as const;
/** Of the hundred tasks of a server, those of clients' calls and of replication are told apart. */
export const KEPT_TASK = /^RPC_(RRDB_RRDB_|PREPARE|LEARN)/;

function fact(entity: EntityType, metric: string): Pick<KeptMetric, "kind" | "unit" | "meaning"> {
  const found = METRICS.find((one) => one.entity === entity && one.name === metric);
  if (found === undefined) throw new Error(`The catalogue has no ${entity} metric ${metric}.`);
  const kind = found.kind === "Counter" ? "counter" : found.kind === "Gauge" ? "gauge" : "percentile";
  return { kind, unit: found.unit, meaning: found.meaning };
}

function replicaMetrics(): KeptMetric[] {
  return REPLICA.flatMap(([over, names]) =>
    names.map((metric) => {
      const about = fact("replica", metric);
      const name = about.kind === "percentile" ? `${metric}.p99` : metric;
      const origin = { from: "replica" as const, metric, over };
      return { name, ...about, scopes: EVERYWHERE, origin, depth: depthOf(metric) };
    }),
  );
}

function plain(
  from: "server" | "leader" | "table" | "disk" | "queue",
  names: readonly string[],
  scopes: readonly Scope[],
): KeptMetric[] {
  const entity = from === "leader" ? "server" : from;
  return names.map((metric) => ({
    name: metric,
    ...fact(entity, metric),
    scopes,
    origin: { from, metric },
    depth: "brief",
  }));
}

/** All of them, in the order in which they are listed. */
export const KEPT_METRICS: readonly KeptMetric[] = [
  ...DERIVED,
  ...replicaMetrics(),
  ...plain("server", SERVER, ["cluster", "server"]),
  ...plain("disk", DISK, ["cluster", "server", "disk"]),
  ...plain("queue", QUEUE, ["server", "queue"]),
  ...TASK.flatMap((metric) =>
    (["p50", "p99", "p999"] as const).map((field) => ({
      name: `${metric}.${field}`,
      ...fact("profiler", metric),
      scopes: ["task"] as const,
      origin: { from: "task" as const, metric, field },
      depth: "brief" as const,
    })),
  ),
  ...plain("leader", LEADER, ["cluster"]),
  ...plain("table", TABLE, ["cluster", "app"]),
];

const BY_NAME = new Map(KEPT_METRICS.map((metric) => [metric.name, metric]));

export function keptMetric(name: string): KeptMetric | undefined {
  return BY_NAME.get(name);
}

const SMALL_ENTITIES = [...SERVER, ...DISK, ...QUEUE, ...TASK];

const LOAD_NAMES = (LOAD_QUERY.get("metrics") ?? "").split(",");

/**
 * What a round asks of each replica server for the history. `wide`: of each replica all that is kept, and three percentiles; otherwise
 * what load is made of. What servers, disks, queues and tasks tell is in all. `ids`: of these entities only; null: of all.
 */
export function historyTarget(depth: Depth, wide: boolean, ids: readonly string[] | null): string {
  const names = new Set(depth === "brief" ? [...REQUESTS, READ_CU, WRITE_CU] : LOAD_NAMES);
  for (const name of SMALL_ENTITIES) names.add(name);
  if (wide && depth === "whole") for (const [, more] of REPLICA) for (const name of more) names.add(name);
  const query = new Map([
    ["types", "replica,server,disk,profiler,queue"],
    ["metrics", [...names].join(",")],
    ["with_metric_fields", wide || depth === "brief" ? "name,value,p50,p99,p999" : "name,value,p99"],
  ]);
  if (ids !== null) query.set("ids", ids.join(","));
  return writeTarget({ path: "metrics", query });
}

/** What a round asks of the leading meta: a path that is safe at any time (reference 9.1). */
export const LEADER_TARGET = writeTarget({
  path: "metrics",
  query: new Map([
    ["types", "server,table"],
    ["metrics", [...LEADER, ...TABLE].join(",")],
    ["with_metric_fields", "name,value"],
  ]),
});
