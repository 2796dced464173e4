// What a meta server knows of table environments: `/envs/list` tells it, and who sets one is held to it
// (reference 2.19 and 5; meta/app_env_validator.cpp:153-376).
import type { EnvRule, EnvType } from "#pegasus/answers/envs.ts";
import { normalFlagText } from "#pegasus/flag-value.ts";

interface Rule extends EnvRule {
  /** Whether a value of the right type is allowed; all are where there is none. */
  readonly allows?: (value: string) => boolean;
}

function rule(type: EnvType, limitation = "", sample = "", allows?: Rule["allows"]): Rule {
  return { type, limitation, sample, ...(allows === undefined ? {} : { allows }) };
}

function atLeast(least: number): Rule["allows"] {
  return (value) => Number(value) >= least;
}
function between(least: number, most: number): Rule["allows"] {
  return (value) => Number(value) >= least && Number(value) <= most;
}
function oneOf(...values: readonly string[]): Rule["allows"] {
  return (value) => values.includes(value);
}

const ONE_THROTTLE = String.raw`\d+[KM]?\*(delay|reject)\*\d+`;
const THROTTLES = new RegExp(`^${ONE_THROTTLE}(,${ONE_THROTTLE})?$`);
const throttled = rule(
  "string",
  "<size[K|M]>*<delay|reject>*<milliseconds>",
  "10000*delay*100,20000*reject*100",
  (value) => THROTTLES.test(value),
);
const yesOrNo = rule("bool", "true | false", "true");
const text = rule("string");
const level = rule("unsigned int64", "-1 or >= 1", "6", (value) => Number(value) === -1 || Number(value) >= 1);
const bottommost = rule("string", "force | skip", "skip", oneOf("force", "skip"));
const DENIALS = ["timeout*all", "timeout*write", "timeout*read", "reconfig*all", "reconfig*write", "reconfig*read"];

/** Sorted by name. */
export const ENV_RULES: ReadonlyMap<string, Rule> = new Map([
  ["business.info", text],
  ["default_ttl", rule("unsigned int32", ">= 0", "86400", atLeast(0))],
  ["duplication.follower_app_status", text],
  ["duplication.master_app_name", text],
  ["duplication.master_cluster", text],
  ["duplication.master_metas", text],
  ["manual_compact.disabled", yesOrNo],
  ["manual_compact.max_concurrent_running_count", rule("unsigned int32", ">= 0", "8", atLeast(0))],
  ["manual_compact.once.bottommost_level_compaction", bottommost],
  ["manual_compact.once.target_level", level],
  [
    "manual_compact.once.trigger_time",
    rule(
      "unsigned int64",
      "> 0, timestamp (in seconds) to trigger the once manual compaction",
      "1700000000",
      atLeast(1),
    ),
  ],
  ["manual_compact.periodic.bottommost_level_compaction", bottommost],
  ["manual_compact.periodic.target_level", level],
  ["manual_compact.periodic.trigger_time", text],
  ["replica.backup_request_throttling", throttled],
  ["replica.deny_client_request", rule("string", DENIALS.join(" | "), "timeout*all", oneOf(...DENIALS))],
  ["replica.read_throttling", throttled],
  ["replica.read_throttling_by_size", rule("string", "", "20000*delay*100,20000*reject*100")],
  ["replica.rocksdb_block_cache_enabled", yesOrNo],
  ["replica.rocksdb_iteration_threshold_time_ms", rule("unsigned int64", ">= 0", "1000", atLeast(0))],
  ["replica.slow_query_threshold", rule("unsigned int64", ">= 20", "1000", atLeast(20))],
  ["replica.split.validate_partition_hash", yesOrNo],
  ["replica.write_throttling", throttled],
  ["replica.write_throttling_by_size", throttled],
  ["replica_access_controller.allowed_users", text],
  ["replica_access_controller.ranger_policies", text],
  ["rocksdb.allow_ingest_behind", yesOrNo],
  ["rocksdb.checkpoint.reserve_min_count", rule("unsigned int32", "> 0", "2", atLeast(1))],
  ["rocksdb.checkpoint.reserve_time_seconds", rule("unsigned int32", ">= 0", "3600", atLeast(0))],
  ["rocksdb.num_levels", rule("unsigned int64", "In range [1, 10]", "6", between(1, 10))],
  [
    "rocksdb.usage_scenario",
    rule("string", "bulk_load | normal | prefer_write", "normal", oneOf("bulk_load", "normal", "prefer_write")),
  ],
  [
    "rocksdb.write_buffer_size",
    rule("unsigned int64", "In range [16777216, 536870912]", "16777216", between(16_777_216, 536_870_912)),
  ],
  ["user_specified_compaction", text],
]);

/** `unsigned` in name only: `target_level` takes -1 (2.19). */
const READ_AS = {
  bool: "FV_BOOL",
  string: "FV_STRING",
  "unsigned int32": "FV_INT32",
  "unsigned int64": "FV_INT64",
} as const;

/** Why a meta refuses this value, as its `hint_message` says it; undefined when it does not. */
export function envRefusal(name: string, value: string): string | undefined {
  const found = ENV_RULES.get(name);
  if (found === undefined) return `app_env '${name}' is not supported`;
  const normal = normalFlagText(READ_AS[found.type], value);
  if (normal !== undefined && (found.allows?.(normal) ?? true)) return undefined;
  return `invalid value '${value}', should be '${found.limitation}'`;
}
