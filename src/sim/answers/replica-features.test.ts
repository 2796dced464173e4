// Answers as recording 02 has them.
import { expect, it } from "vitest";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

const [LEADER] = METAS;
const [NODE] = REPLICAS;

it.each<[target: string, status: number, body: string]>([
  ["/replica/data_version", 400, "app_id should not be empty"],
  ["/replica/data_version?appid=1", 400, "app_id should not be empty"],
  ["/replica/data_version?app_id=", 400, "invalid app_id="],
  ["/replica/data_version?app_id=abc", 400, "invalid app_id=abc"],
  ["/replica/data_version?app_id=-1", 400, "invalid app_id=-1"],
  ["/replica/data_version?app_id=1.5", 400, "invalid app_id=1.5"],
  ["/replica/data_version?app_id=99999999999", 400, "invalid app_id=99999999999"],
  ["/replica/data_version?app_id=0x1869f", 404, "app_id=0x1869f not found"],
  [
    "/replica/data_version?app_id=1&app_id=2",
    400,
    "failed to parse request: ERR_INVALID_PARAMETERS: duplicate parameter: app_id",
  ],
  ["/replica/duplication", 400, "appid should not be empty"],
  ["/replica/duplication?app_id=1", 400, "appid should not be empty"],
  ["/replica/duplication?appid=abc", 400, "invalid appid=abc"],
  ["/replica/duplication?appid=-1", 400, "invalid appid=-1"],
  ["/replica/duplication?appid=0x1869f", 404, "no primary for app [appid=99999]"],
  ["/replica/duplication?appid=3", 404, "no duplication assigned for app [appid=3]"],
  ["/replica/manual_compaction", 400, "app_id should not be empty"],
  ["/replica/manual_compaction?app_id=abc", 400, "invalid app_id=abc"],
  ["/replica/manual_compaction?app_id=-1", 400, "invalid app_id=-1"],
  ["/replica/manual_compaction?app_id=99999", 200, '{"status":{"finished":0,"idle":0,"queuing":0,"running":0}}'],
])("a replica server answers %s with %i %j", (target, status, body) => {
  expect(new Sample().ask(NODE, target)).toEqual({ status, body });
});

it("the data version is that of each copy on the node, by partition in byte order", () => {
  const sample = new Sample();
  const held = sample.world
    .heldBy(NODE)
    .filter(({ partition }) => partition.tableId === 3)
    .map(({ partition }) => String(partition.index))
    .toSorted();
  expect(held.length).toBeGreaterThan(10);
  expect(sample.body(NODE, "/replica/data_version?app_id=03")).toBe(
    `{${held.map((index) => `"${index}":{"data_version":"1"}`).join(",")}}`,
  );
});

it("the states of a duplication are those of the primaries of the node", () => {
  const sample = new Sample();
  const body = sample.body(NODE, "/replica/duplication?appid=8");
  expect(body).toMatch(
    /^\{"\d+":\{"8\.\d+":\{"duplicating":true,"fail_mode":"FAIL_SLOW","not_confirmed_mutations_num":\d+,"not_duplicated_mutations_num":\d+,"remote_app_name":"device_state"\},/,
  );
  const primaries = sample.world
    .heldBy(NODE)
    .filter(({ partition, role }) => partition.tableId === 8 && role === "primary");
  expect(body.match(/"8\.\d+"/g)).toHaveLength(primaries.length);
});

it("a node without a primary of the table says so", () => {
  const sample = new Sample();
  sample.world.died(NODE, sample.now);
  sample.pass(30);
  sample.world.started(NODE, sample.now);
  sample.pass(60);
  expect(sample.ask(NODE, "/replica/duplication?appid=8")).toEqual({
    status: 404,
    body: "no primary for app [appid=8]",
  });
  expect(sample.ask(LEADER, "/replica/duplication?appid=8")).toEqual({
    status: 404,
    body: 'service not found for "replica/duplication"',
  });
});
