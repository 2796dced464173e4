import { expect, it } from "vitest";
import { ENDPOINTS, endpointAt } from "#pegasus/endpoints.ts";
import { effectWords, groupCalls } from "./call-groups.ts";

const LISTED = {
  "/": "List all supported calls.",
  "/meta/app/start_compaction": "Start.",
  "/meta/apps": "Apps.",
  "/perfCounter": "Gets the value of a perf counter",
  "/pprof/heap": "Heap.",
  "/strange": "Of another kind.",
  "/updateConfig": "Update.",
  "/version": "Its own words.",
};

function titles(...from: Parameters<typeof groupCalls>): unknown[] {
  return groupCalls(...from)
    .filter(({ title }) => title !== "Not offered by this server")
    .map(({ title, calls }) => [title, calls.map(({ path }) => path)]);
}

it("groups what a server lists by its subject, in the server's order", () => {
  expect(titles(LISTED, "meta")).toEqual([
    ["Apps", ["/meta/app/start_compaction", "/meta/apps"]],
    ["Metrics", ["/perfCounter"]],
    ["Config", ["/updateConfig"]],
    ["Process", ["/", "/version"]],
    ["Profiling", ["/pprof/heap"]],
    ["Not known to this dashboard", ["/strange"]],
  ]);
});

it("gives the server's own help, and takes what it does not know for a change", () => {
  const calls = groupCalls(LISTED, "meta").flatMap((group) => group.calls);
  const at = (path: string) => calls.find((call) => call.path === path);
  expect(at("/version")).toMatchObject({ help: "Its own words.", effect: "read", lacking: null });
  expect(at("/strange")).toMatchObject({ effect: "change", endpoint: undefined, lacking: null });
  expect(at("/pprof/heap")?.effect).toBe("costly");
});

it("tells of each known call that a server lacks why: it is another kind, or another version or build", () => {
  const lacking = groupCalls(LISTED, "meta").find(({ title }) => title === "Not offered by this server")?.calls ?? [];
  const why = (path: string) => lacking.find((call) => call.path === path)?.lacking;
  expect(why("/metrics")).toMatch(/version or its build lacks/);
  expect(why("/replica/data_version")).toMatch(/^A call of replica servers/);
  expect(why("/version")).toBeUndefined();
});

it("shows the calls of its kind when a server does not say what it offers", () => {
  const calls = titles(null, "replica").flat(2);
  expect(calls).toContain("/replica/data_version");
  expect(calls).not.toContain("/meta/apps");
  expect(titles(null, null).flat(2)).toContain("/meta/apps");
});

it("has a place for every endpoint", () => {
  const listed = Object.fromEntries(ENDPOINTS.map(({ path, help }) => [path, help]));
  const groups = groupCalls(listed, "meta");
  expect(groups.flatMap(({ calls }) => calls)).toHaveLength(ENDPOINTS.length);
  expect(groups.map(({ title }) => title)).not.toContain("Not known to this dashboard");
});

it.each([
  ["version", ["/version"]],
  ["COSTLY heap", ["/pprof/heap"]],
  ["perf counter", ["/perfCounter"]],
  ["nothing of that", []],
])("finds %j in paths, helps and effects", (search, found) => {
  const calls = groupCalls(LISTED, "meta", search).flatMap((group) => group.calls);
  expect(calls.filter(({ lacking }) => lacking === null).map(({ path }) => path)).toEqual(found);
});

it.each([
  ["change", "perfCounter", /does not know/],
  ["change", "meta/app/start_compaction", /no undo/],
  ["costly", "pprof/heap", /worker/],
  ["read", "version", /nothing/],
] as const)("says what a %s of %s does", (effect, path, words) => {
  expect(effectWords(effect, endpointAt(path))).toMatch(words);
});
