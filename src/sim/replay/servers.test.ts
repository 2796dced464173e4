import { expect, it } from "vitest";
import { readEntry } from "./har-entry.ts";
import { entry, type Said } from "./har-fixture.ts";
import { findServers, type RecordedServer } from "./servers.ts";

function serversOf(said: readonly Said[]): RecordedServer[] {
  return findServers(said.map((one) => readEntry(entry(one), "x")).filter((exchange) => exchange !== undefined));
}
const summary = (said: readonly Said[]): string[] =>
  serversOf(said).map(
    ({ names, meta, exchanges }) => `${names.join(" = ")} ${meta ? "meta" : "other"} ${exchanges.length}`,
  );

const cluster = (metas: string, leader: string): string =>
  JSON.stringify({
    meta_servers: metas,
    primary_meta_server: leader,
    zookeeper_hosts: "127.0.0.1:2181",
    zookeeper_root: "/p",
    meta_function_level: "steady",
    balance_operation_count: '{"copy_pri":0,"copy_sec":0,"move_pri":0,"total":0}',
    primary_replica_count_stddev: "0.00",
    total_replica_count_stddev: "0.00",
  });
const nodes = (...names: string[]): string =>
  JSON.stringify({
    details: Object.fromEntries(names.map((name) => [name, { address: name, status: "ALIVE" }])),
    summary: { total_node_count: "0", alive_node_count: "0", unalive_node_count: "0" },
  });
const app = (primary: string, secondaries: string): string =>
  JSON.stringify({
    general: { app_name: "t", app_id: "1", partition_count: "1", max_replica_count: "3" },
    replicas: { 0: { pidx: "0", ballot: "1", replica_count: "1/3", primary, secondaries } },
  });

it.each<[string, Said[], string[]]>([
  [
    "takes all loopback names of a port for one server",
    [
      { at: 0, request: "http://127.0.0.1:34601/version" },
      { at: 1, request: "http://localhost:34601/version" },
      { at: 2, request: "http://[::1]:34601/version", ip: "::1" },
    ],
    ["127.0.0.1:34601 = localhost:34601 = [::1]:34601 other 3"],
  ],
  [
    "takes names of the same address for one server",
    [
      { at: 0, request: "http://meta.example:34601/version", ip: "10.0.0.1" },
      { at: 1, request: "http://10.0.0.1:34601/version", ip: "10.0.0.1" },
    ],
    ["meta.example:34601 = 10.0.0.1:34601 other 2"],
  ],
  [
    "keeps servers of different hosts apart that share a port",
    [
      { at: 0, request: "http://10.0.0.1:34801/version", ip: "10.0.0.1" },
      { at: 1, request: "http://10.0.0.2:34801/version", ip: "10.0.0.2" },
    ],
    ["10.0.0.1:34801 other 1", "10.0.0.2:34801 other 1"],
  ],
  [
    "finds members that were never asked, each on its own",
    [{ at: 0, request: "http://m1:34601/meta/nodes", ip: "10.0.0.1", body: nodes("r1:34801", "r2:34801") }],
    ["m1:34601 = 10.0.0.1:34601 meta 1", "r1:34801 other 0", "r2:34801 other 0"],
  ],
  [
    "finds members in partitions",
    [{ at: 0, request: "http://m1:34601/meta/app?name=t&detail", ip: "", body: app("r1:34801", "[r2:34801]") }],
    ["m1:34601 meta 1", "r1:34801 other 0", "r2:34801 other 0"],
  ],
  [
    "knows the leader by the name that it gives itself",
    [
      {
        at: 0,
        request: "http://10.0.0.1:34601/meta/cluster",
        ip: "10.0.0.1",
        body: cluster("n1:34601,n2:34601", "n1:34601"),
      },
    ],
    ["n1:34601 = 10.0.0.1:34601 meta 1", "n2:34601 meta 0"],
  ],
  [
    "finds the leader that a backup names, and nobody in a redirect to nobody",
    [
      {
        at: 0,
        request: "http://m1:34601/meta/apps",
        ip: "",
        status: 307,
        location: "http://invalid host_port/meta/apps",
      },
      { at: 1, request: "http://m1:34601/meta/apps", ip: "", status: 307, location: "http://m2:34602/meta/apps" },
    ],
    ["m1:34601 meta 2", "m2:34602 meta 0"],
  ],
  [
    "takes the one server that nobody names for the one that is named and was not asked",
    [
      { at: 0, request: "http://m1:34601/meta/nodes", ip: "", body: nodes("r1:34801") },
      { at: 1, request: "http://10.0.0.9:34801/version", ip: "" },
    ],
    ["m1:34601 meta 1", "r1:34801 = 10.0.0.9:34801 other 1"],
  ],
  [
    "does not guess where there are two",
    [
      { at: 0, request: "http://m1:34601/meta/nodes", ip: "", body: nodes("r1:34801", "r2:34801") },
      { at: 1, request: "http://10.0.0.9:34801/version", ip: "" },
    ],
    ["m1:34601 meta 1", "10.0.0.9:34801 other 1", "r1:34801 other 0", "r2:34801 other 0"],
  ],
  [
    "passes other sites over",
    [
      { at: 0, request: "http://m1:34601/meta/apps", ip: "" },
      { at: 1, request: "http://example.com/", ip: "93.184.216.34", body: "<html>" },
    ],
    ["m1:34601 meta 1"],
  ],
  [
    "tells metas by what they say of themselves",
    [
      { at: 0, request: "http://a:1/", ip: "", body: '{"/":"x","/meta/cluster":"x"}\n' },
      { at: 0, request: "http://a:1/version", ip: "" },
      { at: 1, request: "http://b:2/metrics", ip: "", body: '{\n    "cluster": "c",\n    "role": "meta",\n' },
      { at: 2, request: "http://c:3/metrics", ip: "", body: '{\n    "cluster": "c",\n    "role": "replica",\n' },
      { at: 3, request: "http://d:4/meta/apps", ip: "", status: 404, body: 'service not found for "meta/apps"' },
    ],
    ["a:1 meta 2", "b:2 meta 1", "c:3 other 1", "d:4 other 1"],
  ],
])("%s", (_sentence, said, expected) => {
  expect(summary(said)).toEqual(expected);
});
