import { expect, it } from "vitest";
import type { Role } from "#pegasus/endpoint.ts";
import { CALL, ENDPOINTS } from "#pegasus/endpoints.ts";
import { STOCK_PLAN, type Build } from "../model/plan.ts";
import { COLLECTOR, METAS, REPLICAS, Sample } from "../sample-world.ts";

const [LEADER, STANDBY] = METAS;
const [NODE] = REPLICAS;

const PPROF = ["/pprof/cmdline", "/pprof/growth", "/pprof/heap", "/pprof/profile", "/pprof/symbol"];

it.each<[what: string, build: Partial<Build>, server: string, missing: readonly string[]]>([
  ["a replica server without gperftools", { pprof: false }, NODE, PPROF],
  ["a meta of 2.5.0", { version: "2.5.0", metrics: false }, LEADER, ["/envs/list", "/metrics"]],
  ["a replica server of 2.5.0", { version: "2.5.0", metrics: false }, NODE, ["/metrics"]],
])("%s lacks some calls", (_, build, server, missing) => {
  const other = new Sample(1, { ...STOCK_PLAN, build: { ...STOCK_PLAN.build, ...build } });
  const listed = Object.keys(CALL.calls.answer.decode(other.body(server, "/")));
  expect(
    Object.keys(CALL.calls.answer.decode(new Sample().body(server, "/"))).filter((path) => !listed.includes(path)),
  ).toEqual(missing);
  for (const path of missing)
    expect(other.ask(server, path)).toEqual({ status: 404, body: `service not found for "${path.slice(1)}"` });
});

it.each([
  ["/", "Lists all supported calls"],
  ["/meta/app", "ip:port/meta/app?app_name=temp"],
  ["/meta/app/query_bulk_load", "ip:port/meta/query_bulk_load?name=temp"],
  ["/config", "get the details of a specified config"],
  ["/pprof/heap", "ip:port/pprof/heap"],
  ["/version", "Gets the server version."],
])("2.5.0 describes %s as %j", (path, help) => {
  const old = new Sample(1, { ...STOCK_PLAN, build: { ...STOCK_PLAN.build, version: "2.5.0", metrics: false } });
  expect(CALL.calls.answer.decode(old.body(LEADER, "/"))[path]).toBe(help);
});

it("2.5.0 finds no flag without a name, and names it without quotes", () => {
  const old = new Sample(1, { ...STOCK_PLAN, build: { ...STOCK_PLAN.build, version: "2.5.0", metrics: false } });
  expect(old.body(LEADER, "/config")).toBe("ERR_OBJECT_NOT_FOUND:  is not found");
  expect(old.body(NODE, "/config?name=x")).toBe("ERR_OBJECT_NOT_FOUND: x is not found");
});

it.each<[name: string, type: string]>([
  ["replica*app.pegasus*put_qps@5.0", "RATE"],
  ["replica*app.pegasus*recent.read.cu@5.0", "VOLATILE_NUMBER"],
  ["replica*app.pegasus*disk.storage.sst(MB)@5.0", "NUMBER"],
  ["replica*app.pegasus*put_latency@5.0", "PERCENTILE"],
  ["replica*eon.replica_stub*replica(Count)", "NUMBER"],
  ["zion*profiler*RPC_RRDB_RRDB_GET.latency.server", "PERCENTILE"],
])("2.5.0 counts %s as %s", (name, type) => {
  const old = new Sample(1, {
    ...STOCK_PLAN,
    replicas: 3,
    build: { ...STOCK_PLAN.build, version: "2.5.0", metrics: false },
  });
  old.pass(60);
  const text = old.body(NODE, `/perfCounter?name=${name}`);
  expect(text).toMatch(
    type === "PERCENTILE"
      ? /^\{"name":"[^"]+","p99":"\d+\.\d\d","p999":"\d+\.\d\d","type":"PERCENTILE","description":"[^"]+"\}\n$/
      : /^\{"name":"[^"]+","value":"\d+\.\d\d","type":"[A-Z_]+","description":"[^"]+"\}\n$/,
  );
  expect(text).toContain(`"type":"${type}"`);
  if (type !== "VOLATILE_NUMBER") expect(text).not.toContain(`"0.00"`);
});

it("2.5.0 writes the plan of the balancer as plain text", () => {
  const old = new Sample(1, {
    ...STOCK_PLAN,
    build: { ...STOCK_PLAN.build, version: "2.5.0", metrics: false },
  });
  expect(old.body(LEADER, "/meta/cluster")).toContain(
    '"balance_operation_count":"move_pri=0,copy_pri=0,copy_sec=0,total=0"',
  );
});

it("2.5.0 answers an unknown counter with nothing, and any other parameter not at all", () => {
  const old = new Sample(1, { ...STOCK_PLAN, build: { ...STOCK_PLAN.build, version: "2.5.0", metrics: false } });
  expect(old.body(NODE, "/perfCounter?name=x")).toBe("{}\n");
  expect(old.body(NODE, "/perfCounter")).toBe("{}\n");
  expect(old.ask(NODE, "/perfCounter?name=x&y=1")).toEqual({ status: 400, body: "" });
});

it("a collector serves what every server serves, and knows no version", () => {
  const sample = new Sample(1, { ...STOCK_PLAN, collectors: 1 });
  expect(Object.keys(CALL.calls.answer.decode(sample.body(COLLECTOR, "/")))).toEqual([
    "/",
    "/config",
    "/configs",
    "/metrics",
    ...PPROF,
    "/recentStartTime",
    "/updateConfig",
    "/version",
  ]);
  expect(sample.body(COLLECTOR, "/version")).toBe('{"Version":"","GitCommit":""}\n');
});

it.each([
  ["meta", LEADER],
  ["replica", NODE],
] as const)("answers on a %s what it lists and nothing else", async (role: Role, server) => {
  const sample = new Sample();
  const listed = Object.keys(CALL.calls.answer.decode(sample.body(server, "/")));
  const outcomes = await Promise.all(
    ENDPOINTS.map(async (endpoint) => ({ endpoint, outcome: await sample.later(server, endpoint.path) })),
  );
  const missing = outcomes.filter(({ endpoint: { path }, outcome }) => {
    const refusal = { status: 404, body: `service not found for "${path.slice(1)}"` };
    return JSON.stringify(outcome) === JSON.stringify(refusal);
  });
  expect(ENDPOINTS.map(({ path }) => path)).toEqual(
    [...listed, ...missing.map(({ endpoint }) => endpoint.path)].toSorted(),
  );
  expect(missing.every(({ endpoint: { servers } }) => !servers.includes(role))).toBe(true);
});

it.each<[target: string, status: number, body: string]>([
  ["/nope", 404, 'service not found for "nope"'],
  ["/meta", 404, 'service not found for "meta"'],
  ["/META/APPS", 404, 'service not found for "META/APPS"'],
  ["//meta//apps//x/", 404, 'service not found for "meta/apps/x"'],
  ["/meta/../version", 404, 'service not found for "meta/../version"'],
  ["*", 404, 'service not found for "*"'],
  ["/replica/data_version?app_id=1", 404, 'service not found for "replica/data_version"'],
  ["/version?a=1&a=2", 400, "failed to parse request: ERR_INVALID_PARAMETERS: duplicate parameter: a"],
  [
    "/version%zz",
    400,
    "failed to parse request: ERR_INVALID_PARAMETERS: The characters zz do not form a hex value. Please escape it or pass a valid hex value",
  ],
  [
    "/version?a=%",
    400,
    "failed to parse request: ERR_INVALID_PARAMETERS: Encountered partial escape sequence at end of string",
  ],
  ["/config", 400, "name shouldn't be empty"],
  ["/config?name=", 400, "name shouldn't be empty"],
  ["/config?nome=a", 400, ""],
  ["/config?name=cluster_name&x=1", 400, ""],
  ["/config?name=%63luster_name%00x", 200, clusterNameItem()],
  ["/config?name=no_such_config", 200, "ERR_OBJECT_NOT_FOUND: 'no_such_config' is not found"],
  ["/config?name=max_level", 200, "ERR_OBJECT_NOT_FOUND: 'max_level' is not found"],
  ["/configs?x", 400, ""],
  ["/meta/app", 400, "app name shouldn't be empty"],
  ["/meta/app?name", 400, "app name shouldn't be empty"],
  ["/meta/app?name=TEMP", 404, 'table not found: "TEMP"'],
  ["/meta/app?name=a%22b%5Cc%0Ad", 404, 'table not found: "a"b\\c\nd"'],
  ["/meta/app?name=temp&foo=1", 400, ""],
  ["/meta/app?app_name=temp", 400, ""],
  ["/meta/app?name=temp&name", 200, tempItem()],
  ["/meta/app?name=%74emp", 200, tempItem()],
  ["/meta/apps?unknown=1", 400, ""],
  ["/meta/nodes?unknown=1", 400, ""],
  ["/meta/app_envs", 400, "app name shouldn't be empty"],
  ["/meta/app_envs?name=no_such_app&x=1", 200, "{}\n"],
  ["/meta/app_envs?name=stat", 200, "{}\n"],
  ["/meta/app_envs?name=sessions", 200, '{"default_ttl":"604800","rocksdb.usage_scenario":"normal"}\n'],
  ["/version?x=1", 200, '{"Version":"2.6.0-SNAPSHOT","GitCommit":"db756dcdf24e2af6169659a67548501ed61f106c"}\n'],
])("the leader answers %s with %i %j", (target, status, body) => {
  expect(new Sample().ask(LEADER, target)).toEqual({ status, body });
});

function clusterNameItem(): string {
  return '{"name":"cluster_name","section":"replication","type":"FV_STRING","tags":"","description":"The name of this cluster","value":"demo"}\n';
}

function tempItem(): string {
  return '{"general":{"app_name":"temp","app_id":"2","partition_count":"8","max_replica_count":"3"}}\n';
}

it.each(["/version", "/meta/apps", "/config?name=cluster_name"])("answers a POST to %s like a GET", (target) => {
  const sample = new Sample();
  expect(sample.ask(LEADER, target, "POST")).toEqual(sample.ask(LEADER, target));
});

it.each<[target: string, location: string]>([
  ["/meta/cluster", "/meta/cluster"],
  ["//meta//nodes/", "/meta/nodes"],
  ["/meta%2Fnodes", "/meta/nodes"],
  ["/meta/apps?detail", "/meta/apps?detail="],
  ["/meta/apps?detail=false", "/meta/apps?detail=false"],
  ["/meta/app", "/meta/app"],
  ["/meta/app?name=temp&detail", "/meta/app?detail=&name=temp"],
  ["/meta/app?detail&name=temp", "/meta/app?name=temp&detail="],
  ["/meta/app?name=a%26detail", "/meta/app?detail=&name=a"],
  ["/meta/app?name=a%20b", "/meta/app?name=a b"],
  ["/meta/app?name=%E8%A1%A8", "/meta/app?name=表"],
  ["/meta/app?name=a%0d%0aX-Injected:%201", "/meta/app?name=a\r\nX-Injected: 1"],
  ["/meta/app?name=a%2525", "/meta/app?name=a%25"],
  ["/meta/app?name=no_such", "/meta/app?name=no_such"],
  ["/meta/app_envs", "/meta/app_envs"],
  ["/meta/app_envs?name=temp&x=y", "/meta/app_envs?x=y&name=temp"],
  ["/meta/cluster?a=1&b=2&c", "/meta/cluster?c=&b=2&a=1"],
])("a standby sends %j on to %j of the leader", (target, location) => {
  expect(new Sample().ask(STANDBY, target)).toEqual({
    status: 307,
    body: "",
    location: `http://127.0.0.1:34601${location}`,
  });
});

it.each(["/meta/app?name=a&x=1", "/meta/apps?x", "/meta/nodes?_=1", "/meta/app?name=a%20b%26c&detail"])(
  "a standby refuses %s itself",
  (target) => {
    expect(new Sample().ask(STANDBY, target)).toEqual({ status: 400, body: "" });
  },
);

it("a standby of nobody redirects to an invalid host_port", () => {
  const sample = new Sample();
  for (const meta of [LEADER, METAS[2]]) sample.world.froze(meta, sample.now);
  sample.world.froze(STANDBY, sample.now);
  sample.pass(10);
  expect(sample.ask(STANDBY, "/meta/cluster")).toEqual({
    status: 307,
    body: "",
    location: "http://invalid host_port/meta/cluster",
  });
});

it("tells the cluster as Pegasus writes it", () => {
  expect(new Sample().body(LEADER, "/meta/cluster")).toBe(
    '{"meta_servers":"127.0.0.1:34601,127.0.0.1:34602,127.0.0.1:34603","primary_meta_server":"127.0.0.1:34601","zookeeper_hosts":"127.0.0.1:2181,127.0.0.1:2182,127.0.0.1:2183","zookeeper_root":"/pegasus/demo","meta_function_level":"steady","balance_operation_count":"{\\n  \\"copy_pri\\": 0,\\n  \\"copy_sec\\": 0,\\n  \\"move_pri\\": 0,\\n  \\"total\\": 0\\n}","primary_replica_count_stddev":"0.49","total_replica_count_stddev":"0.40"}\n',
  );
});

it("tells the nodes as Pegasus writes them, with counts only on demand", () => {
  const sample = new Sample();
  expect(sample.body(LEADER, "/meta/nodes")).toBe(
    '{"details":{"127.0.0.1:34801":{"address":"127.0.0.1:34801","status":"ALIVE"},"127.0.0.1:34802":{"address":"127.0.0.1:34802","status":"ALIVE"},"127.0.0.1:34803":{"address":"127.0.0.1:34803","status":"ALIVE"},"127.0.0.1:34804":{"address":"127.0.0.1:34804","status":"ALIVE"},"127.0.0.1:34805":{"address":"127.0.0.1:34805","status":"ALIVE"}},"summary":{"total_node_count":"5","alive_node_count":"5","unalive_node_count":"0"}}\n',
  );
  const { details } = CALL.nodes.answer.decode(sample.body(LEADER, "/meta/nodes?detail=false"));
  const counts = Object.values(details);
  expect(counts.map((row) => row.replica_count)).toEqual(
    counts.map((row) => (row.primary_count ?? 0) + (row.secondary_count ?? 0)),
  );
  expect(counts.reduce((sum, row) => sum + (row.primary_count ?? 0), 0)).toBe(408);
  expect(counts.reduce((sum, row) => sum + (row.replica_count ?? 0), 0)).toBe(404 * 3 + 4);
});

it("tells a table as Pegasus writes it", () => {
  const body = new Sample().body(LEADER, "/meta/app?name=scratch&detail");
  expect(body).toMatch(
    /^\{"general":\{"app_name":"scratch","app_id":"14","partition_count":"4","max_replica_count":"1"\},"replicas":\{"0":\{"pidx":"0","ballot":"\d+","replica_count":"1\/1","primary":"127\.0\.0\.1:3480\d","secondaries":"\[\]"\},"1":/,
  );
  expect(body).toMatch(
    /"total":\{"node":"total","primary":"4","secondary":"0","total":"4"\}\},"healthy":\{"fully_healthy_partition_count":"4","unhealthy_partition_count":"0","write_unhealthy_partition_count":"0","read_unhealthy_partition_count":"0"\}\}\n$/,
  );
});

it("lists a dozen tables of 4 to 128 partitions, made months ago", () => {
  const sample = new Sample();
  const brief = CALL.apps.answer.decode(sample.body(LEADER, "/meta/apps"));
  const list = CALL.apps.answer.decode(sample.body(LEADER, "/meta/apps?detail"));
  const tables = Object.values(list.general_info);
  expect(tables).toHaveLength(12);
  expect(Math.min(...tables.map((table) => table.partition_count))).toBe(4);
  expect(Math.max(...tables.map((table) => table.partition_count))).toBe(128);
  for (const { create_time } of tables) {
    expect(create_time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.000$/);
    expect(sample.now - Date.parse(`${create_time?.replace(" ", "T")}Z`)).toBeGreaterThan(30 * 86_400_000);
  }
  expect(list.summary).toEqual({
    total_app_count: 12,
    fully_healthy_app_count: 12,
    unhealthy_app_count: 0,
    write_unhealthy_app_count: 0,
    read_unhealthy_app_count: 0,
  });
  expect(brief).toEqual({ general_info: list.general_info, summary: { total_app_count: 12 } });
});

it.each<[server: string, target: string, codec: { decode(text: string): unknown; encode(value: never): string }]>([
  [LEADER, "/", CALL.calls.answer],
  [NODE, "/", CALL.calls.answer],
  [LEADER, "/version", CALL.version.answer],
  [NODE, "/recentStartTime", CALL.startTime.answer],
  [LEADER, "/config?name=rocksdb_max_bytes_for_level_multiplier", CALL.config.answer],
  [LEADER, "/configs", CALL.configs.answer],
  [NODE, "/configs", CALL.configs.answer],
  [NODE, "/updateConfig?a=b", CALL.updateConfig.answer],
  [LEADER, "/metrics", CALL.metrics.answer],
  [NODE, "/metrics?detail=true", CALL.metrics.answer],
  [STANDBY, "/metrics?with_metric_fields=nonsense", CALL.metrics.answer],
  [LEADER, "/meta/cluster", CALL.cluster.answer],
  [LEADER, "/meta/nodes?detail", CALL.nodes.answer],
  [LEADER, "/meta/apps?detail", CALL.apps.answer],
  [LEADER, "/meta/app?name=feed_timeline&detail", CALL.app.answer],
  [LEADER, "/meta/app_envs?name=ad_click", CALL.appEnvs.answer],
])("%s%s reads back as it was written", (server, target, codec) => {
  const body = new Sample().body(server, target);
  // Each row pairs a codec with itself, so what it decodes is what it encodes.
  expect(codec.encode(codec.decode(body) as never)).toBe(body);
});

it("tells a start of weeks ago, in UTC and whole seconds", () => {
  const sample = new Sample();
  const { RecentStartTime } = CALL.startTime.answer.decode(sample.body(NODE, "/recentStartTime"));
  const start = Date.parse(`${RecentStartTime.replace(" ", "T")}Z`);
  expect(sample.now - start).toBeGreaterThan(9 * 86_400_000);
  expect(((sample.now - start) / 1000) % 900).toBeGreaterThanOrEqual(120);
  expect(((sample.now - start) / 1000) % 900).toBeLessThan(420);
});
