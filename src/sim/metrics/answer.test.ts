import { expect, it } from "vitest";
import type { Entity } from "#pegasus/answers/metrics.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";

const [LEADER, STANDBY] = METAS;
const [NODE] = REPLICAS;

function entities(sample: Sample, server: string, query = ""): Entity[] {
  return CALL.metrics.answer.decode(sample.body(server, `/metrics${query}`)).entities;
}

function namesOf(list: readonly Entity[]): string[] {
  return [...new Set(list.flatMap((entity) => entity.metrics.map(({ name }) => name ?? "")))];
}

it.each<[query: string, error: string]>([
  ["?foo=1", "unknown field foo=1"],
  ['?foo="%3Cb%3E', 'unknown field foo=\\"<b>'],
  ["?x=%0d%0aX:%201", "unknown field x=\\r\\nX: 1"],
  ["?foo", "unknown field foo="],
  [
    "?attributes=a",
    "the number of arguments for attributes should be even, since each attribute name always pairs with a value",
  ],
  ["?detail=maybe", "the value of detail should be a boolean value, i.e. true or false"],
  ["?detail", "the value of detail should be a boolean value, i.e. true or false"],
  ["?detail=1", "the value of detail should be a boolean value, i.e. true or false"],
])("refuses %s", (query, error) => {
  expect(new Sample().ask(NODE, `/metrics${query}`)).toEqual({
    status: 400,
    body: `{\n    "error_message": "${error}"\n}`,
  });
});

it("refuses POST", () => {
  expect(new Sample().ask(NODE, "/metrics", "POST")).toEqual({
    status: 400,
    body: '{\n    "error_message": "please use \'GET\' method while querying for metrics"\n}',
  });
});

it.each([
  "?types=nope",
  "?types=SERVER",
  "?ids=nope",
  "?metrics=nope",
  "?attributes=a,b",
  "?types=server&metrics=nope",
])("answers %s with no entities", (query) => {
  expect(new Sample().body(NODE, `/metrics${query}`)).toBe(
    '{\n    "cluster": "demo",\n    "role": "replica",\n    "host": "pegasus-demo",\n    "port": 34801,\n    "timestamp_ns": 1773388800000514093,\n    "entities": []\n}',
  );
});

it("writes metrics as rapidjson does", () => {
  const query = "?types=server,%20table,&ids=server&metrics=alive_replica_servers";
  expect(new Sample().body(LEADER, `/metrics${query}`)).toBe(`{
    "cluster": "demo",
    "role": "meta",
    "host": "pegasus-demo",
    "port": 34601,
    "timestamp_ns": 1773388800000249340,
    "entities": [
        {
            "type": "server",
            "id": "server",
            "attributes": {},
            "metrics": [
                {
                    "name": "alive_replica_servers",
                    "value": 5
                }
            ]
        }
    ]
}`);
});

it.each<[fields: string, gauge: string[], percentile: string[]]>([
  ["", ["name", "value"], ["name", "p50", "p90", "p95", "p99", "p999"]],
  ["&detail=false", ["name", "value"], ["name", "p50", "p90", "p95", "p99", "p999"]],
  [
    "&detail=TRUE",
    ["type", "name", "unit", "desc", "value"],
    ["type", "name", "unit", "desc", "p50", "p90", "p95", "p99", "p999"],
  ],
  [
    "&with_metric_fields=",
    ["type", "name", "unit", "desc", "value"],
    ["type", "name", "unit", "desc", "p50", "p90", "p95", "p99", "p999"],
  ],
  ["&with_metric_fields=name,p99&detail=true", ["name"], ["name", "p99"]],
  ["&with_metric_fields=value, name", ["name", "value"], ["name"]],
  ["&with_metric_fields=nonsense", [], []],
])("shows the fields of %j", (fields, gauge, percentile) => {
  const query = `?types=server&metrics=resident_mem_usage_mb,dns_resolver_resolve_duration_ns${fields}`;
  const [server] = entities(new Sample(), NODE, query.replaceAll(" ", "%20"));
  const shown = (server?.metrics ?? []).map((metric) => Object.keys(metric)).toSorted((a, b) => b.length - a.length);
  expect(shown).toEqual([percentile, gauge].toSorted((a, b) => b.length - a.length));
});

it("describes metrics in the servers' own words", () => {
  const [server] = entities(new Sample(), NODE, "?metrics=resident_mem_usage_mb&with_metric_fields=type,unit,desc");
  expect(server?.metrics).toEqual([
    { type: "Gauge", unit: "MegaBytes", desc: "The total amount of physical memory usage in MB" },
  ]);
});

it("takes attributes for alternatives and other filters for conditions", () => {
  const sample = new Sample();
  const ids = (query: string): string[] =>
    entities(sample, LEADER, query)
      .map(({ id }) => id)
      .toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }));
  expect(ids("?types=table&attributes=table_id,2,table_id,4")).toEqual(["table@2", "table@4"]);
  expect(ids("?types=partition&attributes=table_id,1")).toHaveLength(4);
  expect(ids("?attributes=table_id,14,partition_id,127")).toEqual([
    "partition@6.127",
    "partition@14.0",
    "partition@14.1",
    "partition@14.2",
    "partition@14.3",
    "table@14",
  ]);
  expect(ids("?types=partition&ids=table@1,partition@1.2")).toEqual(["partition@1.2"]);
  expect(ids("?types=&ids=&metrics=")).toEqual(ids(""));
});

it("has on a replica server the metrics that a recorded one had", () => {
  const all = entities(new Sample(), NODE);
  const of = (wanted: string): Entity[] => all.filter(({ type }) => type === wanted);
  expect(namesOf(of("server"))).toHaveLength(46);
  expect(namesOf(of("disk"))).toEqual(["disk_capacity_avail_mb", "disk_capacity_total_mb"]);
  expect(namesOf(of("queue"))).toEqual(["queue_rejected_tasks", "queue_delayed_tasks", "queue_length"]);
  expect(namesOf(of("profiler"))).toHaveLength(10);
  expect(of("profiler")).toHaveLength(21);
  expect(of("queue")).toHaveLength(14);
  expect(of("connection")).toHaveLength(6);
  expect(of("replica").length).toBeGreaterThan(240);
  // 123 metrics each, and 9 more where a primary ships to another cluster: table 8 is the duplicated one.
  const lengths = of("replica").map(({ attributes, metrics }) => `${attributes["table_id"]}: ${metrics.length}`);
  expect(new Set(lengths.filter((text) => !text.startsWith("8:")).map((text) => text.split(": ")[1]))).toEqual(
    new Set(["123"]),
  );
  expect(new Set(lengths.filter((text) => text.startsWith("8:")))).toEqual(new Set(["8: 123", "8: 132"]));
});

it("has tables and partitions on the leader only", () => {
  const sample = new Sample();
  const types = (server: string): string[] => [...new Set(entities(sample, server).map(({ type }) => type))].toSorted();
  expect(types(LEADER)).toEqual(["backup_policy", "connection", "partition", "profiler", "queue", "server", "table"]);
  expect(types(STANDBY)).toEqual(["connection", "profiler", "queue", "server"]);
  expect(entities(sample, LEADER, "?types=partition")).toHaveLength(408);
  expect(namesOf(entities(sample, LEADER, "?types=server"))).toHaveLength(10);
});

it("keeps a process's own order of entities and metrics, and another than its neighbour's", () => {
  const sample = new Sample();
  const order = (server: string): string[] => entities(sample, server, "?types=replica").map(({ id }) => id);
  const inside = (server: string): string[] => namesOf(entities(sample, server, "?types=server"));
  const [, other] = REPLICAS;
  const before = order(NODE);
  sample.pass(60);
  expect(order(NODE)).toEqual(before);
  expect(before.toSorted()).not.toEqual(before);
  expect(inside(other).toSorted()).toEqual(inside(NODE).toSorted());
  expect(inside(other)).not.toEqual(inside(NODE));
});

it("shows no memory on a standby meta", () => {
  const sample = new Sample();
  const values = (server: string) =>
    entities(sample, server, "?metrics=resident_mem_usage_mb,virtual_mem_usage_mb").flatMap(({ metrics }) =>
      metrics.map(({ value }) => Number(value)),
    );
  expect(values(STANDBY)).toEqual([0, 0]);
  expect(Math.min(...values(LEADER))).toBeGreaterThan(50);
});

it("counts healthy partitions by table, the one with a single copy among them", () => {
  const tables = entities(new Sample(), LEADER, "?types=table");
  expect(tables).toHaveLength(12);
  for (const { metrics } of tables) {
    const classes = Object.fromEntries(metrics.map(({ name, value }) => [name, value]));
    expect(classes["healthy_partitions"]).toBeGreaterThanOrEqual(4);
    expect(classes).toMatchObject({ dead_partitions: 0, unreadable_partitions: 0, unwritable_partitions: 0 });
  }
});

it("lets a disk's free space be what its replicas leave", () => {
  const [first, second] = entities(new Sample(), NODE, "?types=disk");
  for (const disk of [first, second]) {
    const [free, total] = disk?.metrics.map(({ value }) => Number(value)) ?? [];
    expect(free).toBeGreaterThan(0.2 * Number(total));
    expect(free).toBeLessThan(0.9 * Number(total));
  }
  expect(first?.attributes).toEqual({ data_dir: "/data/pegasus/demo/ssd1/replica/reps", tag: "ssd1" });
});
