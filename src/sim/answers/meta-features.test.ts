// Answers as recordings 02, 03 and 05 have them.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { NO_FEATURES } from "../model/feature-plan.ts";
import { STOCK_PLAN } from "../model/plan.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

const [LEADER, STANDBY] = METAS;

it.each<[target: string, status: number, body: string]>([
  ["/meta/app/duplication", 400, "name should not be empty"],
  ["/meta/app/duplication?name=", 404, "ERR_APP_NOT_EXIST"],
  ["/meta/app/duplication?name=no_such_app", 404, "ERR_APP_NOT_EXIST"],
  ["/meta/app/duplication?name=temp&x=1", 200, "null"],
  ["/meta/app/query_bulk_load", 400, "name should not be empty"],
  [
    "/meta/app/query_bulk_load?name=",
    200,
    '{"error":"ERR_APP_NOT_EXIST","app_status":"replication::bulk_load_status::BLS_INVALID"}\n',
  ],
  [
    "/meta/app/query_bulk_load?name=temp",
    200,
    '{"error":"ERR_OK","app_status":"replication::bulk_load_status::BLS_INVALID"}\n',
  ],
  ["/meta/backup_policy?name=nope", 200, "{}\n"],
  ["/meta/backup_policy?name=", 200, "{}\n"],
  ["/meta/backup_policy?nome=x", 400, "Invalid parameter"],
  ["/meta/backup_policy?name=every_day&x", 400, "Invalid parameter"],
  [
    "/meta/backup_policy?name=every_day&name=every_week",
    400,
    "failed to parse request: ERR_INVALID_PARAMETERS: duplicate parameter: name",
  ],
  [
    "/meta/backup_policy",
    200,
    '{"every_day":{"name":"every_day","backup_provider_type":"hdfs_service","backup_interval":"86400","app_ids":"[3,4]","start_time":"02:00","status":"enabled","backup_history_count":"7"},"every_week":{"name":"every_week","backup_provider_type":"hdfs_service","backup_interval":"604800","app_ids":"[6,8,10]","start_time":"04:30","status":"disabled","backup_history_count":"5"}}\n',
  ],
  [
    "/meta/backup_policy?name=every_week",
    200,
    '{"every_week":{"name":"every_week","backup_provider_type":"hdfs_service","backup_interval":"604800","app_ids":"[6,8,10]","start_time":"04:30","status":"disabled","backup_history_count":"5"}}\n',
  ],
])("the leader answers %s with %i %j", (target, status, body) => {
  expect(new Sample().ask(LEADER, target)).toEqual({ status, body });
});

it.each([
  ["/meta/app/duplication", ""],
  ["/meta/app/duplication?name=", "?name="],
  ["/meta/app/query_bulk_load", ""],
  ["/meta/backup_policy?nome=x", "?nome=x"],
])("a standby sends %s on without looking at its parameters", (target, query) => {
  expect(new Sample().ask(STANDBY, target)).toEqual({
    status: 307,
    body: "",
    location: `http://${LEADER}${target.split("?", 1)[0]}${query}`,
  });
});

it("a leader that has not loaded yet says that its services are off, and knows no table", () => {
  const sample = new Sample();
  const body = '{"app_name":"orders","scenario":"normal"}';
  sample.world.died(LEADER, sample.now);
  const since = (() => {
    while (sample.world.election.leader === null) sample.pass(0.01);
    return sample.world.election.leader;
  })();
  expect(sample.ask(since, "/meta/app/duplication")).toEqual({
    status: 404,
    body: "duplication is not enabled [FLAGS_duplication_enabled=false]",
  });
  expect(sample.ask(since, "/meta/app/query_bulk_load")).toEqual({ status: 404, body: "bulk load is not enabled" });
  expect(sample.ask(since, "/meta/app/start_bulk_load", "POST", "x")).toEqual({
    status: 404,
    body: "bulk load is not enabled",
  });
  expect(sample.ask(since, "/meta/backup_policy?nome=x")).toEqual({ status: 404, body: "cold_backup_disabled" });
  expect(sample.body(since, "/meta/app_envs?name=orders")).toBe("{}\n");
  expect(sample.ask(since, "/meta/app/usage_scenario", "POST", body)).toEqual({
    status: 200,
    body: '{"error":"ERR_APP_NOT_EXIST","hint_message":"app cannot be found"}\n',
  });
  sample.pass(1);
  expect(sample.body(since, "/meta/app/duplication?name=temp")).toBe("null");
});

it.each([
  [
    "duplication_enabled",
    "false",
    "/meta/app/duplication",
    "duplication is not enabled [FLAGS_duplication_enabled=false]",
  ],
  ["cold_backup_disabled", "true", "/meta/backup_policy", "cold_backup_disabled"],
])("with %s=%s the leader answers %s with 404", (flag, value, target, body) => {
  const sample = new Sample(1, { ...STOCK_PLAN, settings: { [flag]: value } });
  expect(sample.ask(LEADER, target)).toEqual({ status: 404, body });
});

it("a duplication is told with the decrees of all partitions", () => {
  const sample = new Sample(1, { ...STOCK_PLAN, features: NO_FEATURES });
  const table = sample.world.tables.named("stat");
  if (table === undefined) throw new Error("stat is missing");
  sample.world.features.duplications.add(table, { remote: "onebox2", remoteTable: "stat_copy" }, sample.now);
  expect(sample.body(LEADER, "/meta/app/duplication?name=stat")).toBe(
    '{"1":{"create_ts":"2026-03-13 08:00:00","dupid":1773388800,"fail_mode":"FAIL_SLOW","partition_states":{"0":{"confirmed_decree":-1,"last_committed_decree":-1},"1":{"confirmed_decree":-1,"last_committed_decree":-1},"2":{"confirmed_decree":-1,"last_committed_decree":-1},"3":{"confirmed_decree":-1,"last_committed_decree":-1}},"remote":"onebox2","remote_app_name":"stat_copy","remote_replica_count":3,"status":"DS_LOG"},"appid":1}',
  );
});

it("any meta lists the environment keys as a recorded one does, whatever the parameters", () => {
  const sample = new Sample();
  const recorded = readFileSync(new URL("../../pegasus/samples/envsList.txt", import.meta.url), "utf8");
  expect(sample.body(LEADER, "/envs/list")).toBe(recorded);
  expect(sample.body(STANDBY, "/envs/list?x=1")).toBe(recorded);
  expect(sample.ask(REPLICAS[0], "/envs/list")).toEqual({ status: 404, body: 'service not found for "envs/list"' });
});

it("2.5.0 says less of a duplication", () => {
  const sample = new Sample(1, { ...STOCK_PLAN, build: { ...STOCK_PLAN.build, metrics: false } });
  expect(sample.body(LEADER, "/meta/app/duplication?name=device_state")).toMatch(
    /^\{"1":\{"create_ts":"[\d :-]{19}","dupid":\d+,"fail_mode":"FAIL_SLOW","remote":"demo_standby","status":"DS_LOG"\},"appid":8\}$/,
  );
  expect(sample.body(REPLICAS[0], "/replica/duplication?appid=8")).not.toContain("remote_app_name");
  expect(sample.ask(LEADER, "/envs/list")).toEqual({ status: 404, body: 'service not found for "envs/list"' });
});
