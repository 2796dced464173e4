import { expect, it } from "vitest";
import type { Load } from "#api/load.ts";
import { apps as codec } from "#pegasus/answers/apps.ts";
import { appRows, filteredApps, hasEnv, throttled, type AppRow } from "./app-rows.ts";

function general(id: number, name: string): string {
  return `"${id}":{"app_id":"${id}","status":"AVAILABLE","app_name":"${name}","app_type":"pegasus","partition_count":"8","replica_count":"3","is_stateful":"true","create_time":"2026-01-20 11:02:33.000","drop_time":"-","drop_expire":"-","envs_count":"1"}`;
}
function healthy(id: number, name: string, unhealthy: number): string {
  return `"${id}":{"app_id":"${id}","app_name":"${name}","partition_count":"8","fully_healthy":"${8 - unhealthy}","unhealthy":"${unhealthy}","write_unhealthy":"0","read_unhealthy":"0"}`;
}
const LIST = codec.decode(
  `{"general_info":{${[general(10, "b"), general(2, "a"), general(11, "c")].join(",")}},"healthy_info":{${[healthy(10, "b", 2), healthy(2, "a", 0)].join(",")}},"summary":{"total_app_count":"3"}}`,
);

it("joins what the leader says by id, in the order of ids", () => {
  const rows = appRows(LIST, null);
  expect(rows.map(({ info, severity }) => `${info.app_id} ${info.app_name} ${severity}`)).toEqual([
    "2 a ok",
    "10 b warning",
    "11 c unknown",
  ]);
});

it("has no load where the sampler knows none", () => {
  const of = { readQps: 5 } as Load["apps"][string]; // the other figures are not looked at
  const rows = appRows(LIST, { apps: { "10": of } } as unknown as Load); // nor is the rest of the load
  expect(rows.map(({ load }) => load?.readQps ?? null)).toEqual([null, 5, null]);
});

const ALL = { unhealthy: false, hot: false, withEnv: null };

it("counts what is not known among the unhealthy", () => {
  const rows = filteredApps(appRows(LIST, null), { ...ALL, unhealthy: true });
  expect(rows.map(({ info }) => info.app_name)).toEqual(["b", "c"]);
});

it("keeps those with hot partitions, and those with an env", () => {
  const hot = { "10": { hotPartitions: 2 }, "2": { hotPartitions: 0 } };
  const rows = appRows(LIST, { apps: hot } as unknown as Load); // the rest of the load is not looked at
  expect(filteredApps(rows, ALL)).toHaveLength(3);
  expect(filteredApps(rows, { ...ALL, hot: true }).map(({ info }) => info.app_name)).toEqual(["b"]);
  expect(filteredApps(rows, { ...ALL, withEnv: new Set(["a"]) }).map(({ info }) => info.app_name)).toEqual(["a"]);
});

it.each([
  ["default_ttl", true],
  ["TTL=86", true],
  ["ttl 86400", true],
  ["ttl bulk", false],
  ["scenario=bulk", true],
])("finds %s among an app's envs: %s", (text, found) => {
  expect(hasEnv({ default_ttl: "86400", "rocksdb.usage_scenario": "bulk_load" }, text)).toBe(found);
});

it("adds up what is throttled, as far as it is known", () => {
  const row = (delayedQps: number | null, rejectedQps: number | null) =>
    throttled({ load: { delayedQps, rejectedQps } } as AppRow); // nothing else is looked at
  expect([row(1, 2), row(null, 2), row(null, null)]).toEqual([3, 2, null]);
});

it("has no rows for a cluster without apps", () => {
  expect(appRows(codec.decode(`{"general_info":{},"summary":{"total_app_count":"0"}}`), null)).toEqual([]);
});
