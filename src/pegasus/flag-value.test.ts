import { expect, it } from "vitest";
import { FLAGS } from "./catalog/flags.ts";
import type { FlagFact } from "./catalog/types.ts";
import { FLAG_GROUPS, groupComplaints } from "./flag-groups.ts";
import { allows, checkFlagValue, limitWords, normalFlagText, typeWords } from "./flag-value.ts";

const BY_NAME = new Map(FLAGS.map((item) => [item.name, item]));

function flag(name: string): FlagFact {
  const found = BY_NAME.get(name);
  if (found === undefined) throw new Error(`no flag ${name}`);
  return found;
}

const invalid = (text: string): string => `ERR_INVALID_PARAMETERS: ${text} is invalid`;
const REFUSED = "ERR_INVALID_PARAMETERS: value validation failed";

// The refusals of 01-healthy (abc, 0.5, -5, 99999999999999999999999, maybe, nothing) are recorded; the rest follows utils/string_conv.h.
it.each<[what: string, flag: string, text: string, answer: string]>([
  ["a number", "config_sync_interval_ms", "20000", "20000"],
  ["hexadecimal", "config_sync_interval_ms", "0x10", "16"],
  ["hexadecimal in capitals", "config_sync_interval_ms", "0XFF", "255"],
  ["octal", "config_sync_interval_ms", "010", "8"],
  ["blanks and a sign before it", "config_sync_interval_ms", " +7", "7"],
  ["a blank after it", "config_sync_interval_ms", "7 ", invalid("7 ")],
  ["0x alone", "config_sync_interval_ms", "0x", invalid("0x")],
  ["the most of uint32", "config_sync_interval_ms", "4294967295", "4294967295"],
  ["beyond uint32", "config_sync_interval_ms", "4294967296", invalid("4294967296")],
  ["no number", "abnormal_write_trace_latency_threshold", "abc", invalid("abc")],
  ["a negative for unsigned", "rocksdb_abnormal_batch_get_bytes_threshold", "-5", invalid("-5")],
  ["minus zero for unsigned", "rocksdb_abnormal_batch_get_bytes_threshold", "-0", "0"],
  ["beyond any", "rocksdb_abnormal_batch_get_bytes_threshold", "9".repeat(23), invalid("9".repeat(23))],
  ["the most of uint64", "row_lock_map_capacity", "18446744073709551615", "18446744073709551615"],
  ["2^64", "row_lock_map_capacity", "18446744073709551616", invalid("18446744073709551616")],
  ["the most of int64", "max_send_rate_megabytes_per_disk", "9223372036854775807", "9223372036854775807"],
  ["2^63", "max_send_rate_megabytes_per_disk", "9223372036854775808", invalid("9223372036854775808")],
  ["the least of int64", "max_send_rate_megabytes_per_disk", "-9223372036854775808", "-9223372036854775808"],
  ["the least of int32", "disk_min_available_space_ratio", "-2147483648", "-2147483648"],
  ["below int32", "disk_min_available_space_ratio", "-2147483649", invalid("-2147483649")],
  ["a digit that is not octal", "config_sync_interval_ms", "08", invalid("08")],
  ["a fraction", "hot_partition_threshold", "0.5", invalid("0.5")],
  ["nothing", "enable_latency_tracer", "", invalid("")],
  ["a boolean in any case", "enable_latency_tracer", "TRUE", "true"],
  ["a boolean as a word of another kind", "enable_latency_tracer", "maybe", invalid("maybe")],
  ["what a validator refuses", "config_sync_interval_ms", "0", REFUSED],
  ["a mutable text", "dup_load_plog_task", "x", "ERR_INVALID_PARAMETERS: string modifications are not supported"],
  ["an immutable flag", "cluster_name", "x", "ERR_INVALID_PARAMETERS: cluster_name is not mutable"],
])("reads %s: %s=%j", (_what, name, text, answer) => {
  const check = checkFlagValue(flag(name), text);
  expect(check.ok ? check.shown : check.status).toBe(answer);
  if (!check.ok) expect(check.reason).toMatch(/\.$/);
});

it.each([
  ["1", "1.00"],
  [" -0.756e2", "-75.60"],
  [".5", "0.50"],
  ["1e999", undefined],
  ["nan", undefined],
  ["0x1p3x", undefined],
])("shows the double %j as %s", (text, shown) => {
  expect(normalFlagText("FV_DOUBLE", text)).toBe(shown);
});

it.each<[name: string, good: readonly string[], bad: readonly string[]]>([
  ["config_sync_interval_ms", ["1"], ["0"]],
  ["node_live_percentage_threshold_for_update", ["0", "100"], ["-1", "101"]],
  ["mem_release_max_reserved_mem_percentage", ["1", "100"], ["0", "101"]],
  ["perf_counter_read_capacity_unit_size", ["1", "4096", "9223372036854775808"], ["3", "4095"]],
  ["read_amp_bytes_per_bit", ["0", "32"], ["-32", "33"]],
  ["hotkey_buckets_num", ["3", "37", "49999"], ["2", "1", "9", "25"]],
  ["rocksdb_format_version", ["2", "5"], ["3"]],
  ["rocksdb_filter_type", ["prefix"], ["Prefix", ""]],
  ["usage_stat_app", ["stat"], [""]],
  ["stderr_start_level", ["LOG_LEVEL_DEBUG"], ["LOG_LEVEL_INVALID", "DEBUG"]],
  ["timer_service_worker_count", ["3"], ["2"]],
])("knows what the validator of %s allows", (name, good, bad) => {
  const { limit } = flag(name);
  if (limit === undefined) throw new Error(`${name} has no limit`);
  for (const value of good) expect(allows(limit, value), value).toBe(true);
  for (const value of bad) expect(allows(limit, value), value).toBe(false);
  expect(limitWords(limit)).not.toBe("");
});

it("has 287 flags, once each, whose defaults their types and validators take, but for texts that must be set", () => {
  expect(BY_NAME.size).toBe(287);
  expect(FLAGS.map(({ name }) => name)).toEqual([...BY_NAME.keys()].toSorted());
  for (const { name, type, default: text, limit } of FLAGS) {
    expect(normalFlagText(type, text), name).toBe(text);
    expect(typeWords(type)).not.toBe("");
    if (limit !== undefined && limit.kind !== "not empty") expect(allows(limit, text), name).toBe(true);
  }
});

it("counts as the reference does", () => {
  const count = (pick: (flag: FlagFact) => boolean): number => FLAGS.filter((item) => pick(item)).length;
  expect(count(({ mutable }) => mutable)).toBe(51);
  expect(count(({ limit }) => limit !== undefined)).toBe(29);
  expect(count(({ since }) => since === "2.6.0")).toBe(42);
  expect(FLAGS.filter(({ secret }) => secret).map(({ name }) => name)).toEqual(["server_key"]);
  expect(flag("config_sync_interval_ms").traps?.[0]).toContain("timer");
});

const defaults = (change: Record<string, string>) => (name: string) => change[name] ?? flag(name).default;

it.each<[string, Record<string, string>, string[]]>([
  ["the defaults", {}, []],
  [
    "more copies at least than at most",
    { min_allowed_replica_count: "6" },
    [
      'group validator "min_max_allowed_replica_count" failed: "meta_server.min_allowed_replica_count(6) should be <= meta_server.max_allowed_replica_count(5)"',
    ],
  ],
  [
    "a rate of less than a block",
    { max_copy_rate_megabytes_per_disk: "4" },
    ['group validator "max_copy_rate_megabytes_per_disk" failed'],
  ],
  ["a rate of more than a block", { max_copy_rate_megabytes_per_disk: "5" }, []],
  [
    "a rate that overflows when it is made bytes",
    { max_copy_rate_megabytes_per_disk: "9223372036854775807" },
    ['group validator "max_copy_rate_megabytes_per_disk" failed'],
  ],
])("hears of %s what the groups say", (_what, change, complaints) => {
  expect(groupComplaints(defaults(change))).toEqual(complaints);
});

it("has groups of flags that there are, one of which can change", () => {
  for (const { flags } of FLAG_GROUPS) expect(flags.some((name) => flag(name).mutable)).toBe(true);
});
