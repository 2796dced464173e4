// Every table environment key of HEAD (reference section 5; common/replica_envs.cpp:23-115, meta/app_env_validator.cpp:153-349).
import type { EnvFact, EnvLimit } from "./types.ts";

const YES_OR_NO: EnvLimit = { kind: "boolean" };
const LEVEL: EnvLimit = { kind: "level" };
const BOTTOMMOST: EnvLimit = { kind: "one of", values: ["force", "skip"] };
const THROTTLING: EnvLimit = { kind: "throttling" };

const BOOL = { type: "bool", limitation: "true | false", sample: "true", limit: YES_OR_NO } as const;
const TEXT = { type: "string", limitation: "", sample: "", limit: { kind: "any" } } as const;
const TARGET_LEVEL = { type: "unsigned int64", limitation: "-1 or >= 1", sample: "6", limit: LEVEL } as const;
const FORCE_OR_SKIP = { type: "string", limitation: "force | skip", sample: "skip", limit: BOTTOMMOST } as const;
const THROTTLED = {
  type: "string",
  limitation: "<size[K|M]>*<delay|reject>*<milliseconds>",
  sample: "10000*delay*100,20000*reject*100",
  limit: THROTTLING,
} as const;

function number(
  type: "unsigned int32" | "unsigned int64",
  limitation: string,
  sample: string,
  min: number,
  max?: number,
): Pick<EnvFact, "type" | "limitation" | "sample" | "limit"> {
  return { type, limitation, sample, limit: { kind: "number", min, ...(max === undefined ? {} : { max }) } };
}

const DENIALS = ["timeout*all", "timeout*write", "timeout*read", "reconfig*all", "reconfig*write", "reconfig*read"];
const SCENARIOS = ["bulk_load", "normal", "prefer_write"];

/** Sorted by name. */
export const ENVS: readonly EnvFact[] = [
  { name: "business.info", ...TEXT, meaning: "Free text about the owner." },
  {
    name: "default_ttl",
    ...number("unsigned int32", ">= 0", "86400", 0),
    meaning: "Seconds that a value lives if it was written without a TTL; at compaction also older ones. 0: for ever.",
    unset: "0",
  },
  {
    name: "duplication.follower_app_status",
    ...TEXT,
    meaning: "On the follower of a duplication: creating or created. Set by Pegasus.",
  },
  { name: "duplication.master_app_name", ...TEXT, meaning: "On the follower: the table it follows. Set by Pegasus." },
  { name: "duplication.master_cluster", ...TEXT, meaning: "On the follower: the cluster it follows. Set by Pegasus." },
  { name: "duplication.master_metas", ...TEXT, meaning: "On the follower: the metas of that cluster. Set by Pegasus." },
  {
    name: "manual_compact.disabled",
    ...BOOL,
    meaning: "Stops manual compactions. Only the exact text true does: TRUE is accepted and does nothing.",
    unset: "false",
  },
  {
    name: "manual_compact.max_concurrent_running_count",
    ...number("unsigned int32", ">= 0", "8", 0),
    meaning: "How many replicas a node compacts at once, over all tables. 0 really means that none may.",
    unset: "unlimited",
    setBy: "startCompaction",
  },
  {
    name: "manual_compact.once.bottommost_level_compaction",
    ...FORCE_OR_SKIP,
    meaning: "Whether files on the bottommost level already are written again.",
    unset: "skip",
    setBy: "startCompaction",
  },
  {
    name: "manual_compact.once.target_level",
    ...TARGET_LEVEL,
    meaning: "The level to compact into; -1 is the last.",
    unset: "-1",
    setBy: "startCompaction",
  },
  {
    name: "manual_compact.once.trigger_time",
    ...number("unsigned int64", "> 0, timestamp (in seconds) to trigger the once manual compaction", "1700000000", 1),
    meaning:
      "Unix seconds. A replica whose last compaction finished before then compacts now; a time to come starts at once and repeats until it has passed.",
    setBy: "startCompaction",
  },
  {
    name: "manual_compact.periodic.bottommost_level_compaction",
    ...FORCE_OR_SKIP,
    meaning: "Whether files on the bottommost level already are written again.",
    unset: "skip",
    setBy: "startCompaction",
  },
  {
    name: "manual_compact.periodic.target_level",
    ...TARGET_LEVEL,
    meaning: "The level to compact into; -1 is the last.",
    unset: "-1",
    setBy: "startCompaction",
  },
  {
    name: "manual_compact.periodic.trigger_time",
    ...TEXT,
    meaning:
      "Times of day such as 3:00,21:00, server-local, not checked. One that has passed today starts at once if nothing compacted since.",
    setBy: "startCompaction",
  },
  {
    name: "max_replica_count.update",
    ...TEXT,
    meaning: "Set by Pegasus while the number of copies is being changed.",
    hidden: true,
  },
  {
    name: "replica.backup_request_throttling",
    ...THROTTLED,
    meaning: "Backup (hedged) reads per second of the whole table.",
  },
  {
    name: "replica.deny_client_request",
    type: "string",
    limitation: DENIALS.join(" | "),
    sample: "timeout*all",
    limit: { kind: "one of", values: DENIALS },
    meaning: "Refuses clients: timeout lets them wait, reconfig makes them ask the meta again.",
  },
  { name: "replica.read_throttling", ...THROTTLED, meaning: "Reads per second of the whole table." },
  {
    name: "replica.read_throttling_by_size",
    type: "string",
    limitation: "",
    sample: "20000*delay*100,20000*reject*100",
    limit: { kind: "any" },
    meaning:
      "Bytes read per second: 5000, 100M or the reject form. A delay is not supported: alone it switches this off.",
  },
  {
    name: "replica.rocksdb_block_cache_enabled",
    ...BOOL,
    meaning: "Whether reads use the block cache.",
    unset: "true",
  },
  {
    name: "replica.rocksdb_iteration_threshold_time_ms",
    ...number("unsigned int64", ">= 0", "1000", 0),
    meaning: "Scans that take longer are broken off. 0: none.",
    unset: "the flag rocksdb_iteration_threshold_time_ms",
  },
  {
    name: "replica.slow_query_threshold",
    ...number("unsigned int64", ">= 20", "1000", 20),
    meaning: "Milliseconds; slower reads are logged and count as abnormal.",
    unset: "100",
  },
  {
    name: "replica.split.validate_partition_hash",
    ...BOOL,
    meaning: "Drops keys that belong to other partitions, after a split.",
    unset: "false",
  },
  { name: "replica.write_throttling", ...THROTTLED, meaning: "Writes per second of the whole table." },
  { name: "replica.write_throttling_by_size", ...THROTTLED, meaning: "Bytes written per second of the whole table." },
  { name: "replica_access_controller.allowed_users", ...TEXT, meaning: "Users that may use the table (old ACL)." },
  {
    name: "replica_access_controller.ranger_policies",
    ...TEXT,
    meaning: "Ranger policies, JSON text. Set by Pegasus.",
  },
  {
    name: "rocksdb.allow_ingest_behind",
    ...BOOL,
    meaning: "For bulk loads behind existing data; takes effect when a replica is opened.",
    unset: "false",
  },
  {
    name: "rocksdb.checkpoint.reserve_min_count",
    ...number("unsigned int32", "> 0", "2", 1),
    meaning: "Checkpoints that are kept at least.",
    unset: "the flag checkpoint_reserve_min_count",
  },
  {
    name: "rocksdb.checkpoint.reserve_time_seconds",
    ...number("unsigned int32", ">= 0", "3600", 0),
    meaning: "Seconds that a checkpoint is kept at least.",
    unset: "the flag checkpoint_reserve_time_seconds",
  },
  {
    name: "rocksdb.num_levels",
    ...number("unsigned int64", "In range [1, 10]", "6", 1, 10),
    meaning: "Levels of RocksDB; only at the creation of the table.",
    unset: "the flag rocksdb_num_levels",
  },
  {
    name: "rocksdb.usage_scenario",
    type: "string",
    limitation: SCENARIOS.join(" | "),
    sample: "normal",
    limit: { kind: "one of", values: SCENARIOS },
    meaning: "How RocksDB is tuned. bulk_load stops automatic compaction: after a load, set normal and compact.",
    unset: "normal",
    setBy: "usageScenario",
  },
  {
    name: "rocksdb.write_buffer_size",
    ...number("unsigned int64", "In range [16777216, 536870912]", "16777216", 16_777_216, 536_870_912),
    meaning: "Bytes of a memtable; at any time.",
    unset: "the flag rocksdb_write_buffer_size",
  },
  { name: "user_specified_compaction", ...TEXT, meaning: "Rules for compactions, JSON text; not checked by the meta." },
];
