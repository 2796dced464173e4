import { expect, it } from "vitest";
import { ENV_RULES, envRefusal } from "./env-rules.ts";

it.each<[name: string, value: string]>([
  ["business.info", ""],
  ["default_ttl", "0"],
  ["default_ttl", "0x10"],
  ["manual_compact.disabled", "TRUE"],
  ["manual_compact.once.target_level", "-1"],
  ["manual_compact.periodic.trigger_time", "soon"],
  ["replica.write_throttling", "30K*delay*100,60M*reject*200"],
  ["replica.deny_client_request", "reconfig*read"],
  ["rocksdb.write_buffer_size", "16777216"],
  ["rocksdb.num_levels", "10"],
])("%s may be %j", (name, value) => {
  expect(envRefusal(name, value)).toBeUndefined();
});

it.each<[name: string, value: string, hint: string]>([
  ["no.such.env", "1", "app_env 'no.such.env' is not supported"],
  ["default_ttl", "-1", "invalid value '-1', should be '>= 0'"],
  ["default_ttl", "soon", "invalid value 'soon', should be '>= 0'"],
  ["manual_compact.once.target_level", "0", "invalid value '0', should be '-1 or >= 1'"],
  ["replica.slow_query_threshold", "19", "invalid value '19', should be '>= 20'"],
  ["rocksdb.usage_scenario", "x", "invalid value 'x', should be 'bulk_load | normal | prefer_write'"],
  ["rocksdb.num_levels", "11", "invalid value '11', should be 'In range [1, 10]'"],
  ["manual_compact.disabled", "yes", "invalid value 'yes', should be 'true | false'"],
  ["replica.read_throttling", "30K", "invalid value '30K', should be '<size[K|M]>*<delay|reject>*<milliseconds>'"],
])("%s may not be %j", (name, value, hint) => {
  expect(envRefusal(name, value)).toBe(hint);
});

it("lists its keys in byte order, and takes each of its own samples", () => {
  const names = [...ENV_RULES.keys()];
  expect(names).toEqual(names.toSorted());
  const samples = [...ENV_RULES].filter(([, { sample }]) => sample !== "");
  expect(samples.map(([name, { sample }]) => envRefusal(name, sample))).toEqual(samples.map(() => undefined));
});
