import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { envsList } from "./answers/envs.ts";
import { ENVS } from "./catalog/envs.ts";
import { envNamed, envRefusal, LISTED_ENVS, perPartition, readThrottling } from "./env-value.ts";

const RECORDED = readFileSync(new URL("samples/envsList.txt", import.meta.url), "utf8");

it("is what a real meta lists, to the byte, and one key that it does not list", () => {
  const list = Object.fromEntries(
    LISTED_ENVS.map(({ name, limitation, sample, type }) => [name, { limitation, sample, type }]),
  );
  expect(envsList.encode(list)).toBe(RECORDED);
  expect(LISTED_ENVS).toHaveLength(33);
  expect(ENVS.filter(({ hidden }) => hidden).map(({ name }) => name)).toEqual(["max_replica_count.update"]);
});

it("is sorted, says what each is for, and takes its own samples", () => {
  expect(ENVS.map(({ name }) => name)).toEqual(ENVS.map(({ name }) => name).toSorted());
  for (const { name, meaning, sample, hidden } of ENVS) {
    expect(meaning, name).toMatch(/\.$/);
    if (hidden === undefined) expect(envRefusal(name, sample), name).toBeNull();
  }
});

it("knows which keys HTTP can set", () => {
  const set = (call: string): string[] => ENVS.filter(({ setBy }) => setBy === call).map(({ name }) => name);
  expect(set("usageScenario")).toEqual(["rocksdb.usage_scenario"]);
  expect(set("startCompaction")).toHaveLength(7);
});

const DENIALS = envNamed("replica.deny_client_request")?.limitation;

it.each<[name: string, value: string, hint: string | null]>([
  ["manual_compact.once.target_level", "0", "invalid value '0', should be '-1 or >= 1'"], // recording 04
  ["manual_compact.once.target_level", "-1", null],
  ["manual_compact.once.target_level", "-2", "invalid value '-2', should be '-1 or >= 1'"],
  ["manual_compact.once.target_level", "1000", null],
  ["manual_compact.once.trigger_time", "0", expect.stringContaining("should be '> 0")],
  ["manual_compact.periodic.trigger_time", "soon", null],
  ["manual_compact.once.bottommost_level_compaction", "maybe", "invalid value 'maybe', should be 'force | skip'"],
  ["manual_compact.disabled", "TRUE", null],
  ["manual_compact.disabled", "1", "invalid value '1', should be 'true | false'"],
  ["default_ttl", "0x10", null],
  ["default_ttl", "-1", "invalid value '-1', should be '>= 0'"],
  ["default_ttl", "2147483648", "invalid value '2147483648', should be '>= 0'"],
  ["rocksdb.num_levels", "11", "invalid value '11', should be 'In range [1, 10]'"],
  ["rocksdb.write_buffer_size", "536870912", null],
  ["rocksdb.write_buffer_size", "536870913", expect.stringContaining("In range")],
  ["rocksdb.usage_scenario", "prefer_write", null],
  ["rocksdb.usage_scenario", "fast", "invalid value 'fast', should be 'bulk_load | normal | prefer_write'"],
  ["replica.slow_query_threshold", "19", "invalid value '19', should be '>= 20'"],
  ["replica.deny_client_request", "timeout*all", null],
  ["replica.deny_client_request", "all", `invalid value 'all', should be '${DENIALS}'`],
  ["replica.write_throttling", "100K*delay*100", null],
  ["replica.write_throttling", "fast", expect.stringContaining("<size[K|M]>")],
  ["max_replica_count.update", "3", "app_env 'max_replica_count.update' is not supported"],
  ["no.such.key", "1", "app_env 'no.such.key' is not supported"],
])("says of %s=%s: %s", (name, value, hint) => {
  expect(envRefusal(name, value)).toEqual(hint);
});

it.each([
  ["10000*delay*100", [{ units: 10_000, action: "delay", delayMs: 100 }]],
  [
    "2K*delay*0, 1M*reject*200",
    [
      { units: 2048, action: "delay", delayMs: 0 },
      { units: 1_048_576, action: "reject", delayMs: 200 },
    ],
  ],
  ["1*delay*1,2*delay*2", null],
  ["1*drop*1", null],
  ["-1*delay*1", null],
  ["1G*delay*1", null],
  ["1*delay", null],
  ["", null],
])("reads the throttling %j", (text, throttling) => {
  expect(readThrottling(text)).toEqual(throttling);
});

it("divides a limit over partitions, one more for each", () => {
  expect(perPartition(10_000, 8)).toBe(1251);
  expect(perPartition(3, 8)).toBe(1);
});
