import { expect, it } from "vitest";
import { FLAGS } from "./catalog/flags.ts";
import { inWords, readQuantity, unitOfFlag, unitSymbol, unitsWords, type FlagUnit } from "./flag-units.ts";

function unit(name: string): FlagUnit {
  const type = FLAGS.find((flag) => flag.name === name)?.type ?? "FV_UINT64";
  const found = unitOfFlag({ name, type });
  if (found === null) throw new Error(`${name} has no unit`);
  return found;
}

it.each([
  ["config_sync_interval_ms", "ms"],
  ["file_close_timer_interval_ms_on_server", "ms"],
  ["checkpoint_reserve_time_seconds", "s"],
  ["max_seconds_to_detect_hotkey", "s"],
  ["duplication_sync_period_second", "s"],
  ["stats_dump_period_sec", "s"],
  ["hotkey_analyse_time_interval_s", "s"],
  ["max_message_delay_microseconds", "µs"],
  ["rocksdb_slow_query_threshold_ns", "ns"],
  ["abnormal_write_trace_latency_threshold", "ns"],
  ["cold_backup_checkpoint_reserve_minutes", "min"],
  ["checkpoint_max_interval_hours", "h"],
  ["capacity_unit_saving_ttl_days", "d"],
  ["log_private_file_size_mb", "MiB"],
  ["max_copy_rate_megabytes_per_disk", "MiB"],
  ["hdfs_read_limit_rate_mb_per_sec", "MiB/s"],
  ["rocksdb_limiter_max_write_megabytes_per_sec", "MiB/s"],
  ["hdfs_read_batch_size_bytes", "B"],
  ["rocksdb_block_cache_capacity", "B"],
])("%s is in %s", (name, symbol) => {
  expect(unitSymbol(unit(name))).toBe(symbol);
});

it.each([
  ["rocksdb_max_bytes_for_level_multiplier", "FV_DOUBLE"],
  ["read_amp_bytes_per_bit", "FV_INT32"],
  ["hot_key_variance_threshold", "FV_UINT32"],
  ["disk_min_available_space_ratio", "FV_INT32"],
  ["max_seconds", "FV_STRING"],
  ["enable_ms", "FV_BOOL"],
])("%s of type %s has no unit", (name, type) => {
  expect(unitOfFlag({ name, type })).toBeNull();
});

it.each([
  ["config_sync_interval_ms", "30s", "30000"],
  ["config_sync_interval_ms", " 1.5 min ", "90000"],
  ["config_sync_interval_ms", "2m", "120000"],
  ["config_sync_interval_ms", "250ms", "250"],
  ["checkpoint_reserve_time_seconds", "1 hour", "3600"],
  ["checkpoint_reserve_time_seconds", "7d", "604800"],
  ["checkpoint_reserve_time_seconds", "0.5h", "1800"],
  ["abnormal_write_trace_latency_threshold", "20us", "20000"],
  ["hdfs_read_batch_size_bytes", "64MB", "67108864"],
  ["hdfs_read_batch_size_bytes", "64 MiB", "67108864"],
  ["hdfs_read_batch_size_bytes", "64m", "67108864"],
  ["hdfs_read_limit_rate_mb_per_sec", "1GB/s", "1024"],
  ["hdfs_read_limit_rate_mb_per_sec", "1g", "1024"],
  ["max_copy_rate_megabytes_per_disk", "-1MB", "-1"],
])("for %s, %j is %s", (name, typed, text) => {
  expect(readQuantity(unit(name), typed)).toEqual({ kind: "converted", text });
});

it.each([
  ["config_sync_interval_ms", "1us", /no whole number of ms/],
  ["config_sync_interval_ms", "10 MB", /“MB” is no unit here: ns, us, ms/],
  ["max_copy_rate_megabytes_per_disk", "1 GB/s", /no unit here/],
  ["hdfs_read_batch_size_bytes", "5 parsecs", /no unit here: B, KB/],
  ["log_private_file_size_mb", "1.3 MB", /no whole number of MiB/],
])("for %s, %j is refused", (name, typed, reason) => {
  const read = readQuantity(unit(name), typed);
  expect(read.kind === "refused" ? read.reason : read.kind).toMatch(reason);
});

it.each(["30000", "0x10", "1e5", "", "-", "abc", "1 2 s", "1&s"])(
  "%j is not taken for a number with a unit",
  (typed) => {
    expect(readQuantity(unit("config_sync_interval_ms"), typed)).toEqual({ kind: "plain" });
  },
);

it.each([
  ["config_sync_interval_ms", "30000", "30 s"],
  ["config_sync_interval_ms", "90000", "1.5 min"],
  ["config_sync_interval_ms", "100", null],
  ["config_sync_interval_ms", "0", null],
  ["config_sync_interval_ms", "", null],
  ["checkpoint_reserve_time_seconds", "604800", "7 d"],
  ["abnormal_write_trace_latency_threshold", "1000000000", "1 s"],
  ["hdfs_read_batch_size_bytes", "67108864", "64 MiB"],
  ["hdfs_read_batch_size_bytes", "10000000", "≈ 9.54 MiB"],
  ["hdfs_read_limit_rate_mb_per_sec", "2048", "2 GiB/s"],
  ["hdfs_read_limit_rate_mb_per_sec", "200", null],
  ["max_send_rate_megabytes_per_disk", "-2048", "-2 GiB"],
  ["dup_max_allowed_write_size", "18446744073709551615", "≈ 16777216 TiB"],
])("%s of %s reads as %s", (name, value, words) => {
  expect(inWords(unit(name), value)).toBe(words);
});

it("says which units there are", () => {
  expect(unitsWords({ kind: "time" })).toContain("min");
  expect(unitsWords({ kind: "size" })).toContain("1024");
});
