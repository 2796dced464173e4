import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import type { FleetLine } from "../../fleet.ts";
import type { Exchange } from "../../send.ts";
import { askable, fleetRows, isHeavy, tally, wayTo, whyNotAll } from "./fleet-rows.ts";
import { readRequest, splitTarget } from "./request.ts";
import { readerAt } from "./value-at.ts";

function server(name: string, role: RosterEntry["role"] = "replica"): RosterEntry {
  return { server: name, role, leader: false, alive: true, starting: false };
}
function said(name: string, text: string, status = 200): FleetLine {
  const exchange: Exchange = {
    method: "GET",
    url: "",
    status,
    contentType: "text/plain",
    headers: [],
    text,
    bytes: null,
    size: text.length,
    server: name,
    hops: [],
    ms: 1,
    at: 0,
  };
  return { server: name, exchange };
}
const SERVERS = ["a:1", "b:1", "c:1", "d:1"].map((name) => server(name));
const LINES: readonly FleetLine[] = [
  said("c:1", '{"v":"2"}'),
  said("a:1", '{"v":"1"}'),
  said("b:1", '{"v":"1"}'),
  { server: "d:1", failure: { kind: "broken", message: "gone" } },
];

function reading(text: string) {
  const read = readRequest(splitTarget(text));
  if (!read.ok) throw new Error(read.error);
  return read;
}

it("has a row for every server, in their order, whatever came and in which order", () => {
  const rows = fleetRows(SERVERS, LINES.slice(0, 1), null);
  expect(rows.map((row) => [row.server, row.exchange !== null])).toEqual([
    ["a:1", false],
    ["b:1", false],
    ["c:1", true],
    ["d:1", false],
  ]);
});

it.each([["$.v"], [null]])("tells who differs from most, by the value at %s or the whole answer", (path) => {
  const rows = fleetRows(SERVERS, LINES, path === null ? null : readerAt(path));
  expect(rows.map(({ differs }) => differs)).toEqual([false, false, true, null]);
});

it("calls nobody the odd one where no two agree, or as many say one thing as another", () => {
  const different = SERVERS.map(({ server: name }) => said(name, name));
  expect(fleetRows(SERVERS, different, null).every(({ differs }) => differs === null)).toBe(true);
  const even = SERVERS.map(({ server: name }, index) => said(name, index < 2 ? "x" : "y"));
  expect(fleetRows(SERVERS, even, null).every(({ differs }) => differs === null)).toBe(true);
});

it("counts the values, those who lack it too, and not those who did not answer", () => {
  const rows = fleetRows(
    SERVERS,
    [...LINES.slice(0, 2), said("b:1", "{}"), LINES[3] ?? said("d:1", "")],
    readerAt("$.v"),
  );
  expect(tally(rows)).toEqual([
    { value: "1", count: 1 },
    { value: null, count: 1 },
    { value: "2", count: 1 },
  ]);
});

it("asks those whose kind has the call, and of them the chosen role", () => {
  const roster = [server("m:1", "meta"), server("r:1"), server("c:1", "collector")];
  const names = (text: string, role: "all" | "meta") =>
    askable(roster, reading(text).endpoint, role).map((one) => one.server);
  expect(names("/version", "all")).toEqual(["m:1", "r:1", "c:1"]);
  expect(names("/version", "meta")).toEqual(["m:1"]);
  expect(names("/replica/data_version?app_id=1", "all")).toEqual(["r:1"]);
  expect(names("/unknown", "all")).toEqual([]);
});

it.each([
  ["/version", null],
  ["/meta/apps", null],
  ["/meta/app?name=a&detail", null],
  ["/meta/apps?detail", /leader alone/],
  ["/meta/nodes?detail=false", /leader alone/],
  ["/pprof/heap", /Only calls that read/],
  ["/updateConfig?a=1", /Only calls that read/],
  ["/unknown", /Only calls that read/],
])("%s is put to all servers, or it is said why not", (text, words) => {
  const { target, endpoint } = reading(text);
  const why = whyNotAll(target, endpoint);
  if (words === null) expect(why).toBeNull();
  else expect(why).toMatch(words);
});

it.each([
  ["/metrics", true],
  ["/metrics?types=replica", true],
  ["/metrics?types=server", false],
  ["/metrics?metrics=total_replicas", false],
  ["/configs", false],
])("%s is asked of all only when somebody means it: %s", (text, heavy) => {
  expect(isHeavy(reading(text).target)).toBe(heavy);
});

it("takes no backup that sends to the leader for one that says something else", () => {
  const lines = [said("a:1", '{"v":"1"}'), said("b:1", "", 307), said("c:1", "", 307)];
  for (const read of [null, readerAt("$.v")]) {
    const rows = fleetRows(SERVERS, lines, read);
    expect(rows.map(({ differs }) => differs)).toEqual([null, null, null, null]);
  }
  expect(tally(fleetRows(SERVERS, lines, readerAt("$.v")))).toEqual([{ value: "1", count: 1 }]);
});

const META = server("m:1", "meta");
const REPLICA = server("r:1");
const COLLECTOR = server("x:1", "collector");

it.each<[what: string, servers: RosterEntry[], heavy: boolean, way: ReturnType<typeof wayTo>]>([
  ["metas", [META], false, { role: "meta" }],
  ["replica servers", [REPLICA, REPLICA], false, { role: "replica" }],
  ["both", [META, REPLICA], false, { role: "all" }],
  ["what is large, of each by itself", [META, REPLICA], true, { servers: ["m:1", "r:1"] }],
  ["a collector, of each by itself", [META, COLLECTOR], false, { servers: ["m:1", "x:1"] }],
  ["collectors alone", [COLLECTOR], false, { servers: ["x:1"] }],
  ["nobody", [], false, { servers: [] }],
])("asks %s", (_, servers, heavy, way) => {
  expect(wayTo(servers, heavy)).toEqual(way);
});
