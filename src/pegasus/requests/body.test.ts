import { expect, it } from "vitest";
import { bodyExample } from "./body.ts";
import { readStartBulkLoad, START_BULK_LOAD, wrongWithBulkLoad } from "./start-bulk-load.ts";
import { readStartCompaction, START_COMPACTION, wrongWithCompaction } from "./start-compaction.ts";
import { readUsageScenario, USAGE_SCENARIO, wrongWithScenario } from "./usage-scenario.ts";

const COMPACTION = {
  app_name: "users",
  type: "once",
  target_level: -1,
  bottommost_level_compaction: "skip",
  max_concurrent_running_count: 0,
  trigger_time: "",
};
const LOAD = {
  app_name: "orders",
  cluster_name: "onebox",
  file_provider_type: "local_service",
  remote_root_path: "bulk_load_root",
};
const UNREADABLE = "invalid request structure";

function compactionBody(text: string): string | null {
  const request = readStartCompaction(text);
  return request === null ? UNREADABLE : wrongWithCompaction(request);
}

function loadBody(text: string): string | null {
  const request = readStartBulkLoad(text);
  return request === null ? UNREADABLE : wrongWithBulkLoad(request);
}

function scenarioBody(text: string): string | null {
  const request = readUsageScenario(text);
  return request === null ? UNREADABLE : wrongWithScenario(request);
}

const compaction = (change: object = {}): string => JSON.stringify({ ...COMPACTION, ...change });

// Recording 04-write-calls: each of these bodies was sent to a real server. Null: it went on.
it.each<[what: string, body: string, said: string | null]>([
  ["all fields", compaction(), null],
  ["nothing", "", UNREADABLE],
  ["an empty object", "{}", "app_name should not be empty"],
  ["no JSON", "hello", UNREADABLE],
  ["JSON that breaks off", '{"app_name":"users"', UNREADABLE],
  ["a list", "[]", UNREADABLE],
  ["null", "null", UNREADABLE],
  ["some fields", '{"app_name":"users","type":"once"}', "bottommost_level_compaction should ony be 'skip' or 'force'"],
  ["an empty name", compaction({ app_name: "" }), "app_name should not be empty"],
  ["an unknown type", compaction({ type: "never" }), "type should ony be 'once' or 'periodic'"],
  ["a level below -1", compaction({ target_level: -2 }), "target_level should be >= -1"],
  ["a level as text", compaction({ target_level: "-1" }), UNREADABLE],
  ["a level with a fraction", compaction({ target_level: 1.5 }), UNREADABLE],
  ["a level of 99", compaction({ target_level: 99 }), null],
  ["a level of 0, which is refused later", compaction({ target_level: 0 }), null],
  [
    "an unknown way with the bottommost",
    compaction({ bottommost_level_compaction: "x" }),
    "bottommost_level_compaction should ony be 'skip' or 'force'",
  ],
  ["a negative count", compaction({ max_concurrent_running_count: -1 }), "max_running_count should be >= 0"],
  [
    "periodic without a time",
    compaction({ type: "periodic" }),
    "trigger_time should not be empty when type is periodic",
  ],
  ["periodic with a time that is none", compaction({ type: "periodic", trigger_time: "soon" }), null],
  ["one field too many", compaction({ foo: 1 }), null],
  ["a key twice", compaction().replace("{", '{"app_name":"users",'), null],
  ["a comma too many", '{"app_name":"users",}', UNREADABLE],
  ["a byte order mark", `\uFEFF${compaction()}`, null],
  ["no name at all", compaction({ app_name: null }), UNREADABLE],
  ["the fields in another order", JSON.stringify(Object.fromEntries(Object.entries(COMPACTION).toReversed())), null],
  ["a form", "app_name=users&type=once", UNREADABLE],
])("reads %s as start_compaction does", (_what, body, said) => {
  expect(compactionBody(body)).toBe(said);
});

it.each<[what: string, body: string, said: string | null]>([
  ["all fields", JSON.stringify(LOAD), null],
  ["one field too many", JSON.stringify({ ...LOAD, ingest_behind: true }), null],
  ["an empty object", "{}", "app_name should not be empty"],
  ["no table", JSON.stringify({ ...LOAD, app_name: "" }), "app_name should not be empty"],
  ["no cluster", JSON.stringify({ ...LOAD, cluster_name: "" }), "cluster_name should not be empty"],
  ["no provider", JSON.stringify({ ...LOAD, file_provider_type: "" }), "file_provider_type should not be empty"],
  ["no path", JSON.stringify({ ...LOAD, remote_root_path: "" }), "remote_root_path should not be empty"],
  ["no JSON", "x", UNREADABLE],
])("reads %s as start_bulk_load does", (_what, body, said) => {
  expect(loadBody(body)).toBe(said);
});

it.each<[what: string, body: string, said: string | null]>([
  ["a good one", '{"app_name":"orders","scenario":"bulk_load"}', null],
  ["an empty object", "{}", "app_name should not be empty"],
  ["an unknown scenario", '{"app_name":"orders","scenario":"x"}', "scenario should ony be 'normal' or 'bulk_load'"],
  [
    "a scenario that only an env may have",
    '{"app_name":"orders","scenario":"prefer_write"}',
    "scenario should ony be 'normal' or 'bulk_load'",
  ],
  ["a number", '{"app_name":"orders","scenario":1}', UNREADABLE],
  ["no JSON", "<x/>", UNREADABLE],
])("reads %s as usage_scenario does", (_what, body, said) => {
  expect(scenarioBody(body)).toBe(said);
});

it("takes the first of a key that comes twice", () => {
  expect(readUsageScenario('{"scenario":"normal","scenario":"bulk_load","app_name":"a"}')?.scenario).toBe("normal");
});

it("refuses an unknown member beside a missing field, and takes either alone", () => {
  expect(readUsageScenario('{"app_name":"a","foo":1}')).toBeNull();
  expect(readUsageScenario('{"app_name":"a"}')).toEqual({ app_name: "a", scenario: "" });
  expect(readUsageScenario('{"app_name":"a","scenario":"normal","foo":1}')).not.toBeNull();
});

it("says that a number was not sent, which a real server takes out of its memory", () => {
  expect(readStartCompaction('{"app_name":"a"}')).toMatchObject({
    target_level: null,
    max_concurrent_running_count: null,
  });
});

it.each([
  ["the most of int32", "2147483647", 2_147_483_647],
  ["beyond int32", "2147483648", null],
  ["below int32", "-2147483649", null],
  ["an exponent", "1e0", null],
])("reads %s as an integer of 32 bits", (_what, digits, value) => {
  const text = compaction({ max_concurrent_running_count: 0 }).replace('g_count":0', `g_count":${digits}`);
  expect(readStartCompaction(text)?.max_concurrent_running_count ?? null).toBe(value);
});

it("survives a body that nests ten thousand deep", () => {
  expect(readUsageScenario("[".repeat(10_000))).toBeNull();
});

it.each([
  [START_BULK_LOAD, loadBody],
  [START_COMPACTION, compactionBody],
  [USAGE_SCENARIO, scenarioBody],
] as const)("has an example that the server takes: %#", (fields, read) => {
  expect(read(bodyExample(fields))).toBeNull();
});
