// Bodies and answers as recording 04 has them.
import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { STOCK_PLAN } from "../model/plan.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

const [LEADER, STANDBY] = METAS;

const ONCE = {
  app_name: "orders",
  type: "once",
  target_level: -1,
  bottommost_level_compaction: "skip",
  max_concurrent_running_count: 0,
  trigger_time: "",
};
const LOAD = {
  app_name: "orders",
  cluster_name: "demo",
  file_provider_type: "hdfs_service",
  remote_root_path: "bulk_load_root",
};
const OK = '{"error":"ERR_OK","hint_message":""}\n';
const NO_APP = '{"error":"ERR_APP_NOT_EXIST","hint_message":"app cannot be found"}\n';

function once(changes: object): string {
  return JSON.stringify({ ...ONCE, ...changes });
}
function load(changes: object): string {
  return JSON.stringify({ ...LOAD, ...changes });
}

it.each<[what: string, body: string, status: number, answer: string]>([
  ["all six fields", once({}), 200, OK],
  ["an empty body", "", 400, "invalid request structure"],
  ["an empty object", "{}", 400, "app_name should not be empty"],
  ["no JSON", "hello", 400, "invalid request structure"],
  ["half a document", '{"app_name":"orders"', 400, "invalid request structure"],
  ["an array", "[]", 400, "invalid request structure"],
  ["null", "null", 400, "invalid request structure"],
  [
    "missing fields",
    '{"app_name":"orders","type":"once"}',
    400,
    "bottommost_level_compaction should ony be 'skip' or 'force'",
  ],
  ["a table that is not there", once({ app_name: "no_such_app" }), 200, NO_APP],
  ["a table without a name", once({ app_name: "" }), 400, "app_name should not be empty"],
  ["an unknown type", once({ type: "never" }), 400, "type should ony be 'once' or 'periodic'"],
  ["a level below -1", once({ target_level: -2 }), 400, "target_level should be >= -1"],
  [
    "level 0, before the table is looked for",
    once({ target_level: 0, app_name: "no_such_app" }),
    200,
    '{"error":"ERR_INVALID_PARAMETERS","hint_message":"invalid value \'0\', should be \'-1 or >= 1\'"}\n',
  ],
  ["a level far beyond the last", once({ target_level: 99 }), 200, OK],
  ["a level in quotes", once({ target_level: "-1" }), 400, "invalid request structure"],
  ["a broken level", once({ target_level: 1.5 }), 400, "invalid request structure"],
  ["a level beyond 32 bits", once({ target_level: 2 ** 31 }), 400, "invalid request structure"],
  [
    "a wrong bottommost level",
    once({ bottommost_level_compaction: "x" }),
    400,
    "bottommost_level_compaction should ony be 'skip' or 'force'",
  ],
  ["a negative count", once({ max_concurrent_running_count: -1 }), 400, "max_running_count should be >= 0"],
  [
    "periodic without a time",
    once({ type: "periodic" }),
    400,
    "trigger_time should not be empty when type is periodic",
  ],
  ["periodic at no time of day", once({ type: "periodic", trigger_time: "soon" }), 200, OK],
  ["one field too many", once({ foo: 1 }), 200, OK],
  ["a key twice", once({}).replace("{", '{"app_name":"orders",'), 200, OK],
  ["a trailing comma", '{"app_name":"orders",}', 400, "invalid request structure"],
  ["a byte order mark", `\uFEFF${once({})}`, 200, OK],
  ["null for a name", once({ app_name: null }), 400, "invalid request structure"],
  ["a form", "app_name=orders&type=once", 400, "invalid request structure"],
])("start_compaction with %s", (_, body, status, answer) => {
  expect(new Sample().ask(LEADER, "/meta/app/start_compaction", "POST", body)).toEqual({ status, body: answer });
});

it.each<[what: string, body: string, status: number, answer: string]>([
  ["bulk_load", '{"app_name":"orders","scenario":"bulk_load"}', 200, OK],
  ["normal", '{"app_name":"orders","scenario":"normal"}', 200, OK],
  ["an empty body", "", 400, "invalid request structure"],
  ["an empty object", "{}", 400, "app_name should not be empty"],
  ["nonsense", '{"app_name":"orders","scenario":"x"}', 400, "scenario should ony be 'normal' or 'bulk_load'"],
  [
    "prefer_write, which is a valid env",
    '{"app_name":"orders","scenario":"prefer_write"}',
    400,
    "scenario should ony be 'normal' or 'bulk_load'",
  ],
  ["a table that is not there", '{"app_name":"no_such","scenario":"normal"}', 200, NO_APP],
  ["a number", '{"app_name":"orders","scenario":1}', 400, "invalid request structure"],
  ["no JSON", "<x/>", 400, "invalid request structure"],
])("usage_scenario with %s", (_, body, status, answer) => {
  expect(new Sample().ask(LEADER, "/meta/app/usage_scenario", "POST", body)).toEqual({ status, body: answer });
});

it.each<[what: string, body: string, status: number, answer: string]>([
  ["files that are there", load({}), 200, '{"error":"ERR_OK","hint_msg":""}\n'],
  ["an empty body", "", 400, "invalid request structure"],
  ["an empty object", "{}", 400, "app_name should not be empty"],
  ["no cluster", load({ cluster_name: "" }), 400, "cluster_name should not be empty"],
  ["no provider", load({ file_provider_type: "" }), 400, "file_provider_type should not be empty"],
  ["no path", load({ remote_root_path: "" }), 400, "remote_root_path should not be empty"],
  ["no table", load({ app_name: "" }), 400, "app_name should not be empty"],
  [
    "a table that is not there",
    load({ app_name: "nope" }),
    200,
    '{"error":"ERR_APP_NOT_EXIST","hint_msg":"app not existed is "}\n',
  ],
  [
    "an unknown provider",
    load({ file_provider_type: "nope" }),
    200,
    '{"error":"ERR_INVALID_PARAMETERS","hint_msg":"invalid file_provider"}\n',
  ],
  [
    "files that are not there, and a member that is none",
    load({ file_provider_type: "local_service", ingest_behind: true }),
    200,
    '{"error":"ERR_OBJECT_NOT_FOUND","hint_msg":"read bulk_load_info failed"}\n',
  ],
  ["no JSON", "x", 400, "invalid request structure"],
])("start_bulk_load with %s", (_, body, status, answer) => {
  expect(new Sample().ask(LEADER, "/meta/app/start_bulk_load", "POST", body)).toEqual({ status, body: answer });
});

it.each(["start_compaction", "usage_scenario", "start_bulk_load"])("%s without a body, by GET, is refused", (write) => {
  const answer = new Sample().ask(LEADER, `/meta/app/${write}?app_name=orders&type=once`);
  expect(answer).toEqual({ status: 400, body: "invalid request structure" });
});

it.each([
  ["start_compaction", once({})],
  ["usage_scenario", "x"],
  ["start_bulk_load", "{}"],
])("a standby sends %s on to the leader without reading its body", (write, body) => {
  expect(new Sample().ask(STANDBY, `/meta/app/${write}`, "POST", body)).toEqual({
    status: 307,
    body: "",
    location: `http://${LEADER}/meta/app/${write}`,
  });
});

it.each(["start_compaction", "usage_scenario", "start_bulk_load"])("a replica server does not know %s", (write) => {
  expect(new Sample().ask(REPLICAS[0], `/meta/app/${write}`, "POST", "{}")).toEqual({
    status: 404,
    body: `service not found for "meta/app/${write}"`,
  });
});

it("a GET with a body writes, too", () => {
  const sample = new Sample();
  const body = '{"app_name":"orders","scenario":"bulk_load"}';
  expect(sample.ask(LEADER, "/meta/app/usage_scenario", "GET", body)).toEqual({ status: 200, body: OK });
  sample.pass(1);
  expect(envs(sample, "orders")["rocksdb.usage_scenario"]).toBe("bulk_load");
});

it("an accepted write shows a moment later, and writes of one table show in their order", () => {
  const sample = new Sample();
  const set = (scenario: string) =>
    sample.ask(LEADER, "/meta/app/usage_scenario", "POST", JSON.stringify({ app_name: "stat", scenario }));
  set("bulk_load");
  set("normal");
  expect(envs(sample, "stat")).toEqual({});
  sample.pass(0.3);
  expect(envs(sample, "stat")).toEqual({});
  sample.pass(0.7);
  expect(envs(sample, "stat")).toEqual({ "rocksdb.usage_scenario": "normal" });
});

it("start_compaction leaves its settings in the environment", () => {
  const sample = new Sample();
  const now = String(Math.floor(sample.now / 1000));
  sample.ask(LEADER, "/meta/app/start_compaction", "POST", once({ trigger_time: "ignored" }));
  const periodic = { type: "periodic", trigger_time: "3:00,21:00", max_concurrent_running_count: 2 };
  sample.ask(LEADER, "/meta/app/start_compaction", "POST", once(periodic));
  sample.pass(1);
  expect(sample.body(LEADER, "/meta/app_envs?name=orders")).toBe(
    `{"manual_compact.max_concurrent_running_count":"2","manual_compact.once.bottommost_level_compaction":"skip","manual_compact.once.target_level":"-1","manual_compact.once.trigger_time":"${now}","manual_compact.periodic.bottommost_level_compaction":"skip","manual_compact.periodic.target_level":"-1","manual_compact.periodic.trigger_time":"3:00,21:00","replica.slow_query_threshold":"30"}\n`,
  );
});

function envs(sample: Sample, name: string): Record<string, string> {
  return CALL.appEnvs.answer.decode(sample.body(LEADER, `/meta/app_envs?name=${name}`));
}

it.each([
  ["start_compaction", once({ app_name: "no_such_app" })],
  ["usage_scenario", '{"app_name":"no_such_app","scenario":"normal"}'],
])("2.5.0 has other words for %s of a table that is not there", (write, body) => {
  const sample = new Sample(1, { ...STOCK_PLAN, build: { ...STOCK_PLAN.build, metrics: false } });
  expect(sample.ask(LEADER, `/meta/app/${write}`, "POST", body)).toEqual({
    status: 200,
    body: '{"error":"ERR_INVALID_PARAMETERS","hint_message":"invalid app name"}\n',
  });
});
