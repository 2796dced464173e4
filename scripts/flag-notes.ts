/** What the reference's list of flags does not say, by hand: what validators allow, and what surprises people. For `catalog.ts`. */
import type { FlagLimit } from "#pegasus/catalog/types.ts";

const POSITIVE: FlagLimit = { kind: "range", min: "1" };
const NATURAL: FlagLimit = { kind: "range", min: "0" };
const NOT_EMPTY: FlagLimit = { kind: "not empty" };
const LOG_LEVEL: FlagLimit = {
  kind: "one of",
  values: ["LOG_LEVEL_DEBUG", "LOG_LEVEL_INFO", "LOG_LEVEL_WARNING", "LOG_LEVEL_ERROR", "LOG_LEVEL_FATAL"],
};

/** From the `DSN_DEFINE_validator` beside each flag; the files are named in flags-catalog.json. */
export const LIMITS: ReadonlyMap<string, FlagLimit> = new Map<string, FlagLimit>([
  ["available_detect_alert_script_dir", NOT_EMPTY],
  ["available_detect_app", NOT_EMPTY],
  ["config_sync_interval_ms", POSITIVE],
  ["conn_pool_max_size", POSITIVE],
  ["ddl_client_max_attempt_count", POSITIVE],
  ["hotkey_buckets_num", { kind: "prime", min: "3" }],
  ["load_replica_max_wait_time_ms", POSITIVE],
  ["max_allowed_replica_count", POSITIVE],
  ["max_concurrent_bulk_load_downloading_count", NATURAL],
  ["max_log_file_bytes", POSITIVE],
  ["max_number_of_log_files_on_disk", POSITIVE],
  ["max_replicas_on_load_for_each_disk", POSITIVE],
  ["mem_release_max_reserved_mem_percentage", { kind: "range", min: "1", max: "100" }],
  ["min_allowed_replica_count", POSITIVE],
  ["min_live_node_count_for_unfreeze", POSITIVE],
  ["node_live_percentage_threshold_for_update", { kind: "range", min: "0", max: "100" }],
  ["nodes_sample_interval_ms", POSITIVE],
  ["perf_counter_read_capacity_unit_size", { kind: "power of two", orZero: true }],
  ["perf_counter_write_capacity_unit_size", { kind: "power of two", orZero: true }],
  ["read_amp_bytes_per_bit", { kind: "power of two", orZero: true }],
  ["replicas_stat_interval_ms", POSITIVE],
  ["rocksdb_filter_type", { kind: "one of", values: ["common", "prefix"] }],
  ["rocksdb_format_version", { kind: "one of", values: ["2", "5"] }],
  ["rocksdb_slow_query_threshold_ns", POSITIVE],
  ["stderr_start_level", LOG_LEVEL],
  ["stderr_start_level_on_stdout", LOG_LEVEL],
  ["tables_sample_interval_ms", POSITIVE],
  ["timer_service_worker_count", { kind: "range", min: "3" }],
  ["usage_stat_app", NOT_EMPTY],
]);

const PRIVATE_COPY =
  "A remote command of the admin shell changes a copy that is not shown here: what the server uses may differ (4.1).";
const NEW_DEFAULT = (before: string): string => `The default was ${before} up to 2.5.0 (section 7).`;
const CLEAR_TEXT = "Servers show its value in clear to anybody who can reach their port.";
const EMPTY_IS_REFUSED = "A server does not start while it is empty.";

/** Sections are those of the reference. */
export const TRAPS: ReadonlyMap<string, readonly string[]> = new Map([
  ["add_secondary_enable_flow_control", [PRIVATE_COPY]],
  ["add_secondary_max_count_for_one_node", [PRIVATE_COPY]],
  ["available_detect_app", [EMPTY_IS_REFUSED]],
  [
    "balance_cluster",
    ["With it, the check at level steady plans nothing, so that the count of balance operations reads 0 (6.5)."],
  ],
  ["balancer_in_turn", [PRIVATE_COPY]],
  ["cluster_name", ["Where it is empty, /metrics calls the cluster “unknown” (3.1)."]],
  [
    "cold_backup_disabled",
    ["On by default: /meta/backup_policy then answers 404, whatever policies there were (2.13)."],
  ],
  [
    "config_sync_interval_ms",
    [
      "Over HTTP the new value is shown, but the timer keeps its old period until the process restarts (trap 44).",
      "It is also how long a change of table environments takes to reach the replicas.",
    ],
  ],
  ["conn_threshold_per_ip", ["It counts this dashboard's connections, too (trap 48)."]],
  ["disk_min_available_space_ratio", ["Values above 100 are accepted, and then every disk counts as full."]],
  ["disk_stat_interval_seconds", ["Its own description says milliseconds; it is seconds (trap 44)."]],
  ["dup_load_plog_task", ["It is tagged mutable, but servers refuse to change texts (2.6)."]],
  [
    "duplication_enabled",
    ["Where it is off, /meta/app/duplication and /replica/duplication answer 404, which is no failure (trap 15)."],
  ],
  ["enable_http_server", ["Off, the server answers nothing over HTTP: this dashboard sees it as dead."]],
  ["enable_latency_tracer_report", ["Only together with enable_latency_tracer do metrics appear (3.4)."]],
  ["enable_acl", ["HTTP is exempt from it (1.9)."]],
  ["enable_auth", ["HTTP is exempt from it (1.9)."]],
  [
    "entity_retirement_delay_ms",
    ["Replicas that moved away stay in /metrics for up to twice as long, with frozen values (3.7)."],
  ],
  ["fd_grace_seconds", [NEW_DEFAULT("10"), "It must exceed fd_lease_seconds, or leases overlap."]],
  ["fd_lease_seconds", [NEW_DEFAULT("9")]],
  ["group_check_interval_ms", [NEW_DEFAULT("10000")]],
  ["inject_read_error_for_test", ["For tests: anything but 0 makes reads fail."]],
  ["inject_write_error_for_test", ["For tests: anything but 0 makes writes fail."]],
  ["krb5_keytab", [CLEAR_TEXT]],
  ["mandatory_auth", ["HTTP is exempt from it (1.9)."]],
  [
    "max_allowed_replica_count",
    [
      "It must not be less than min_allowed_replica_count; while the two disagree, every update of any flag fails (4.1).",
    ],
  ],
  [
    "max_copy_rate_megabytes_per_disk",
    ["0, or more than nfs_copy_block_bytes in MiB (4 by default): 1 to 4 are refused without a reason (4.1)."],
  ],
  [
    "meta_function_level_on_start",
    ["After each change of leader the level is this again; a level set by hand is forgotten (6.4)."],
  ],
  [
    "min_allowed_replica_count",
    ["It must not exceed max_allowed_replica_count; while the two disagree, every update of any flag fails (4.1)."],
  ],
  [
    "min_live_node_count_for_unfreeze",
    [
      "With fewer live replica servers the meta freezes: no failover, no repair (6.4). A cluster of two needs less than the default.",
    ],
  ],
  [
    "mutation_2pc_min_replica_count",
    ["With 2, a table of one copy counts as unwritable in the metrics, though /meta/apps calls it healthy (6.1)."],
  ],
  [
    "node_live_percentage_threshold_for_update",
    ["With a smaller share of live replica servers the meta freezes (6.4).", PRIVATE_COPY],
  ],
  ["only_move_primary", [PRIVATE_COPY]],
  ["only_primary_balancer", [PRIVATE_COPY]],
  ["perf_counter_read_capacity_unit_size", ["0 passes its check and must not be used: capacity units divide by it."]],
  ["perf_counter_write_capacity_unit_size", ["0 passes its check and must not be used: capacity units divide by it."]],
  ["prepare_timeout_ms_for_secondaries", [NEW_DEFAULT("1000")]],
  ["read_amp_bytes_per_bit", ["While it is 0, the metric rdb_read_amplification stays 0 (3.9)."]],
  ["replica_assign_delay_ms_for_dropouts", [NEW_DEFAULT("300000"), PRIVATE_COPY]],
  ["rocksdb_slow_query_threshold_ns", ["A table's replica.slow_query_threshold goes before it."]],
  ["rocksdb_iteration_threshold_time_ms", ["A table's replica.rocksdb_iteration_threshold_time_ms goes before it."]],
  ["sasl_password_file", [CLEAR_TEXT]],
  ["server_key", [`The key that encrypts the data. ${CLEAR_TEXT}`]],
  ["timeout_ms", ["So long after its start a meta may still die of a request (9.1)."]],
  [
    "update_rdb_stat_interval",
    ["The stock config.ini says 600: storage metrics are then up to ten minutes old (3.5)."],
  ],
  ["usage_stat_app", [EMPTY_IS_REFUSED]],
]);
