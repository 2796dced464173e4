import { expect, it } from "vitest";
import { FLAGS } from "#pegasus/catalog/flags.ts";
import { Flags } from "./flags.ts";
import { iniSettings } from "./settings.ts";

function stock(): Flags {
  return new Flags(iniSettings(["127.0.0.1:34601"]));
}

const OK = "ERR_OK";
const NOT_IN_GROUP =
  'ERR_INVALID_PARAMETERS: group validator "min_max_allowed_replica_count" failed: "meta_server.min_allowed_replica_count(6) should be <= meta_server.max_allowed_replica_count(5)"';

it.each<[what: string, flag: string, text: string, status: string, value: string]>([
  ["an unsigned number", "config_sync_interval_ms", "20000", OK, "20000"],
  ["hexadecimal", "config_sync_interval_ms", "0x10", OK, "16"],
  ["octal", "config_sync_interval_ms", "010", OK, "8"],
  ["blanks and a sign before it", "config_sync_interval_ms", " +7", OK, "7"],
  ["the most of uint32", "config_sync_interval_ms", "4294967295", OK, "4294967295"],
  ["beyond uint32", "config_sync_interval_ms", "4294967296", invalid("4294967296"), "30000"],
  ["a negative for unsigned", "config_sync_interval_ms", "-5", invalid("-5"), "30000"],
  ["a minus zero that a validator refuses", "config_sync_interval_ms", "-0", failed(), "30000"],
  ["no number", "config_sync_interval_ms", "abc", invalid("abc"), "30000"],
  ["a number and more", "config_sync_interval_ms", "12x", invalid("12x"), "30000"],
  ["a digit that is not octal", "config_sync_interval_ms", "08", invalid("08"), "30000"],
  ["a fraction", "hot_partition_threshold", "0.5", invalid("0.5"), "3"],
  ["nothing", "config_sync_interval_ms", "", invalid(""), "30000"],
  ["what a validator refuses", "config_sync_interval_ms", "0", failed(), "30000"],
  ["the least of int32", "disk_min_available_space_ratio", "-2147483648", OK, "-2147483648"],
  ["below int32", "disk_min_available_space_ratio", "-2147483649", invalid("-2147483649"), "10"],
  ["a silly but allowed number", "disk_min_available_space_ratio", "200", OK, "200"],
  ["the most of int64", "max_send_rate_megabytes_per_disk", "9223372036854775807", OK, "9223372036854775807"],
  ["beyond int64", "max_send_rate_megabytes_per_disk", "9223372036854775808", invalid("9223372036854775808"), "0"],
  ["the most of uint64", "row_lock_map_capacity", "18446744073709551615", OK, "18446744073709551615"],
  ["beyond uint64", "row_lock_map_capacity", "18446744073709551616", invalid("18446744073709551616"), "1024"],
  ["a boolean in any case", "enable_latency_tracer", "TRUE", OK, "true"],
  ["a boolean as number", "enable_latency_tracer", "1", invalid("1"), "false"],
  ["a flag of another role", "hot_partition_threshold", "4", OK, "4"],
  ["an immutable flag", "cluster_name", 'x"y', "ERR_INVALID_PARAMETERS: cluster_name is not mutable", "demo"],
  [
    "an immutable flag, badly",
    "enable_http_server",
    "?",
    "ERR_INVALID_PARAMETERS: enable_http_server is not mutable",
    "true",
  ],
  [
    "a mutable string",
    "dup_load_plog_task",
    "LPC_X",
    "ERR_INVALID_PARAMETERS: string modifications are not supported",
    "LPC_REPLICATION_LONG_LOW",
  ],
  ["what its group refuses", "min_allowed_replica_count", "6", NOT_IN_GROUP, "1"],
  [
    "what its group refuses without a word",
    "max_copy_rate_megabytes_per_disk",
    "4",
    'ERR_INVALID_PARAMETERS: group validator "max_copy_rate_megabytes_per_disk" failed',
    "0",
  ],
  ["what its group allows", "max_copy_rate_megabytes_per_disk", "5", OK, "5"],
  ["an unknown flag", "no_such_flag", "1", "ERR_OBJECT_NOT_FOUND: no_such_flag is not found", ""],
  ["a flag of the shell", "worker_count", "1", "ERR_OBJECT_NOT_FOUND: worker_count is not found", ""],
])("answers %s (%s=%s) with %s", (_, flag, text, status, value) => {
  const flags = stock();
  expect(flags.update(flag, text)).toBe(status);
  expect(flags.value(flag)).toBe(value);
});

function invalid(text: string): string {
  return `ERR_INVALID_PARAMETERS: ${text} is invalid`;
}

function failed(): string {
  return "ERR_INVALID_PARAMETERS: value validation failed";
}

it("shows a changed value and keeps it to itself", () => {
  const [one, other] = [stock(), stock()];
  one.update("config_sync_interval_ms", "20000");
  expect(one.item("config_sync_interval_ms")).toEqual({
    name: "config_sync_interval_ms",
    section: "replication",
    type: "FV_UINT32",
    tags: "flag_tag::FT_MUTABLE",
    description: "The interval milliseconds of replica server to send replica config-sync requests to meta server",
    value: "20000",
  });
  expect(other.value("config_sync_interval_ms")).toBe("30000");
});

it("lists the 280 flags that the server binary links, sorted, with the values that the INI sets", () => {
  const items = stock().items();
  const names = Object.keys(items);
  expect(names).toHaveLength(280);
  expect(names).toEqual(names.toSorted());
  expect(items["server_list"]?.value).toBe("127.0.0.1:34601");
  expect(items["server_key"]?.value).toMatch(/^[0-9A-F]{64}$/);
  expect(items["timeout_ms"]).toMatchObject({ section: "zookeeper", value: "10000", tags: "" });
  expect(items["rocksdb_bloom_filter_bits_per_key"]?.value).toBe("10.00");
});

it("has each flag of the catalogue once, with a default that its type can hold", () => {
  expect(new Set(FLAGS.map(({ name }) => name)).size).toBe(287);
  expect(FLAGS.filter(({ mutable }) => mutable)).toHaveLength(51);
  expect(FLAGS.filter(({ secret }) => secret === true).map(({ name }) => name)).toEqual(["server_key"]);
  const flags = stock();
  for (const { name, type, mutable } of FLAGS) {
    if (!mutable || type === "FV_STRING") continue;
    expect(flags.update(name, flags.value(name)), name).toBe(OK);
  }
});
