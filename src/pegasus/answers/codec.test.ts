import { expect, it } from "vitest";
import { app, appNodes } from "./app.ts";
import { apps } from "./apps.ts";
import { cluster } from "./cluster.ts";
import { AnswerError } from "./codec.ts";
import { config, isMutable, updateVerdict, type ConfigItem } from "./config.ts";
import { metrics } from "./metrics.ts";
import { nodes } from "./nodes.ts";

const CLUSTER = {
  meta_servers: "m1:34601,m2:34601",
  primary_meta_server: "m1:34601",
  zookeeper_hosts: "zk:2181",
  zookeeper_root: "/pegasus",
  meta_function_level: "steady",
  balance_operation_count: '{\n  "copy_pri": 0,\n  "copy_sec": 1,\n  "move_pri": 2,\n  "total": 3\n}',
  primary_replica_count_stddev: "0.82",
  total_replica_count_stddev: "0.00",
};
const FLAG: ConfigItem = {
  name: "f",
  section: "s",
  type: "FV_INT32",
  tags: "flag_tag::FT_MUTABLE",
  description: "d",
  value: "1",
};
const METRICS = { cluster: "c", role: "replica", host: "h", port: 1, timestamp_ns: 1, entities: [] as unknown[] };
const entity = (metric: object): object => ({
  ...METRICS,
  entities: [{ type: "t", id: "i", attributes: {}, metrics: [metric] }],
});

it.each<[string, { decode(text: string): unknown }, unknown, RegExp]>([
  ["text that is not JSON", nodes, 'service not found for "meta/nodes"', /Unexpected "s" at line 1, column 1/],
  ["a page of a proxy", apps, "<html>", /Unexpected "<"/],
  ["an answer that breaks off", nodes, '{"details":{', /Expected a key in double quotes at line 1, column 13/],
  ["null", nodes, null, /the document: /],
  ["a list", apps, [], /the document: /],
  ["an empty object", nodes, {}, /details: /],
  ["a bare number in a table", nodes, { details: {}, summary: { total_node_count: 1 } }, /summary\.total_node_count: /],
  [
    "an unknown status",
    nodes,
    { details: { "r1:1": { address: "r1:1", status: "SLEEPY" } }, summary: {} },
    /details\.r1:1\.status: /,
  ],
  [
    "a balance that is no JSON",
    cluster,
    { ...CLUSTER, balance_operation_count: "soon" },
    /balance_operation_count: expected the counts/,
  ],
  [
    "a balance that lacks a count",
    cluster,
    { ...CLUSTER, balance_operation_count: '{"total":0}' },
    /expected the counts/,
  ],
  [
    "a deviation that is not a number",
    cluster,
    { ...CLUSTER, total_replica_count_stddev: "nan" },
    /total_replica_count_stddev: expected a number/,
  ],
  ["a flag of an unknown type", config, { ...FLAG, type: "FV_MAP" }, /type: /],
  [
    "an entity without metrics",
    metrics,
    { ...METRICS, entities: [{ type: "t", id: "i", attributes: {} }] },
    /entities: expected entities/,
  ],
  [
    "an attribute that is no text",
    metrics,
    { ...METRICS, entities: [{ type: "t", id: "i", attributes: { a: 1 }, metrics: [] }] },
    /entities: /,
  ],
  ["a metric whose name is a number", metrics, entity({ name: 1 }), /entities: /],
  ["a metric whose value is a text", metrics, entity({ name: "m", value: "1" }), /entities: /],
  [
    "a metric that is null",
    metrics,
    { ...METRICS, entities: [{ type: "t", id: "i", attributes: {}, metrics: [null] }] },
    /entities: /,
  ],
  ["a table without general", app, { replicas: {} }, /general: /],
  ["a partition whose secondaries are a list", app, { general: {}, replicas: { 0: { secondaries: [] } } }, /./],
])("refuses %s and says where", (_what, codec, value, message) => {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const decode = (): unknown => codec.decode(text);
  expect(decode).toThrow(AnswerError);
  expect(decode).toThrow(message);
});

it("keeps members that another version says besides", () => {
  const text = `${JSON.stringify({ update_status: "ERR_OK", hint: "x" })}\n`;
  expect(updateVerdict.encode(updateVerdict.decode(text))).toBe(text);
});

it("reads the balance of 2.5.0, which was written in another way", () => {
  const text = JSON.stringify({ ...CLUSTER, balance_operation_count: "move_pri=1,copy_pri=2,copy_sec=3,total=6" });
  expect(cluster.decode(text).balance_operation_count).toEqual({ move_pri: 1, copy_pri: 2, copy_sec: 3, total: 6 });
});

it("reads counters of 64 bits without rounding", () => {
  const value = 18_446_744_073_709_551_615n;
  const text = JSON.stringify(entity({ name: "m", value: 0 })).replace('"value":0', `"value":${value}`);
  expect(metrics.decode(text).entities[0]?.metrics[0]?.value).toBe(value);
  expect(metrics.encode(metrics.decode(text))).toContain(`"value": ${value}`);
});

it("takes a port that the server does not know", () => {
  expect(metrics.decode(JSON.stringify({ ...METRICS, port: "unknown" })).port).toBe("unknown");
});

it("lists the nodes of a table without the row of sums", () => {
  const row = (node: string): object => ({ node, primary: "1", secondary: "0", total: "1" });
  const general = { app_name: "t", app_id: "1", partition_count: "1", max_replica_count: "3" };
  const detail = app.decode(JSON.stringify({ general, nodes: { "r1:1": row("r1:1"), total: row("total") } }));
  expect(appNodes(detail).map(({ node }) => node)).toEqual(["r1:1"]);
  expect(appNodes(app.decode(JSON.stringify({ general })))).toEqual([]);
});

it.each([
  [FLAG, true],
  [{ ...FLAG, tags: "" }, false],
  [{ ...FLAG, type: "FV_STRING" as const }, false],
])("knows of %j whether it can be changed: %s", (flag, mutable) => {
  expect(isMutable(flag)).toBe(mutable);
});
