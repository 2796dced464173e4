import { expect, it } from "vitest";
import type { Load } from "#api/load.ts";
import { apps as codec } from "#pegasus/answers/apps.ts";
import { appRows, onlyUnhealthy } from "./app-rows.ts";

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

it("counts what is not known among the unhealthy", () => {
  expect(onlyUnhealthy(appRows(LIST, null)).map(({ info }) => info.app_name)).toEqual(["b", "c"]);
});

it("has no rows for a cluster without apps", () => {
  expect(appRows(codec.decode(`{"general_info":{},"summary":{"total_app_count":"0"}}`), null)).toEqual([]);
});
