import { expect, it, vi } from "vitest";
import { bytesOf } from "../core/samples.ts";
import { named, talk } from "./in-process.ts";
import type { Move } from "./protocol.ts";

const APPS = `{"apps":{"1":{"name":"stat","status":"AVAILABLE"},"2":{"name":"temp","status":"AVAILABLE"}},"total":"2"}`;

it("shows a small document open, and what a row needs", () => {
  const { rows, seen } = talk(APPS);
  expect(rows()).toEqual([
    "$ -",
    "  apps -",
    "    1 -",
    '      name="stat"',
    '      status="AVAILABLE"',
    "    2 -",
    '      name="temp"',
    '      status="AVAILABLE"',
    '  total="2"',
  ]);
  const { state } = seen();
  expect(state).toMatchObject({
    phase: "ready",
    kind: "json",
    nodes: 9,
    levels: 3,
    rowCount: 9,
    level: "all",
    problem: null,
  });
  expect(seen().rows[2]).toMatchObject({ id: "2", position: 1, siblings: 2, children: 2, path: ["apps", "1"] });
  expect(seen().rows[8]).toMatchObject({ position: 2, siblings: 2, kind: "string", size: 3, open: null });
});

it("opens and closes levels, rows and siblings", () => {
  const { session, rows, seen, move } = talk(APPS, { level: 1 });
  expect(rows()).toEqual(["$ -", "  apps +", '  total="2"']);
  session.do({ kind: "turn", id: "1" });
  expect(rows()).toEqual(["$ -", "  apps -", "    1 +", "    2 +", '  total="2"']);
  expect(seen().state.level).toBeNull();
  move({ kind: "by", rows: 1 }, { kind: "siblings", open: true });
  expect(rows()).toHaveLength(9);
  move({ kind: "siblings", open: false });
  expect(rows()).toHaveLength(5);
  move({ kind: "siblings", open: true });
  session.do({ kind: "level", level: 0 });
  expect(rows()).toEqual(["$ +"]);
  session.do({ kind: "level", level: "all" });
  expect([rows().length, seen().state.level]).toEqual([9, "all"]);
});

it("walks as an ARIA tree does", () => {
  const { chosen, move, rows } = talk(APPS, { level: 1 });
  const seen: (string | undefined)[] = [];
  const steps: Move["kind"][] = [
    "into",
    "into",
    "into",
    "into",
    "into",
    "into",
    "out",
    "out",
    "out",
    "out",
    "last",
    "out",
  ];
  for (const kind of steps) {
    if (kind === "by" || kind === "type" || kind === "siblings") continue;
    move({ kind });
    seen.push(chosen());
  }
  expect(seen).toEqual([
    "$.apps",
    "$.apps",
    "$.apps['1']",
    "$.apps['1']",
    "$.apps['1'].name",
    "$.apps['1'].name",
    "$.apps['1']",
    "$.apps['1']",
    "$.apps",
    "$.apps",
    "$.total",
    "$",
  ]);
  expect(rows()).toEqual(["$ -", "  apps +", '  total="2"']);
  move({ kind: "by", rows: 100 });
  expect(chosen()).toBe("$.total");
  move({ kind: "by", rows: -100 });
  expect(chosen()).toBe("$");
});

it("finds the row whose key is typed", async () => {
  const { chosen, move, settled } = talk(`{"apple":1,"banana":2,"berry":3,"cherry":4}`);
  const found: (string | undefined)[] = [];
  for (const text of ["b", "b", "be", "bb", "c", "zz"]) {
    move({ kind: "type", text });
    await settled();
    found.push(chosen());
  }
  expect(found).toEqual(["$.banana", "$.berry", "$.berry", "$.banana", "$.cherry", "$.cherry"]);
});

it("goes to a path as soon as it is there, and opens what is above it", () => {
  const { chosen, rows } = talk(APPS, { level: 0, at: "$.apps['2'].name" });
  expect(chosen()).toBe("$.apps['2'].name");
  expect(rows()).toEqual([
    "$ -",
    "  apps -",
    "    1 +",
    "    2 -",
    '      name="temp"',
    '      status="AVAILABLE"',
    '  total="2"',
  ]);
});

it.each([
  ["$.apps['7'].name", "$.apps"],
  ["nonsense", "$"],
])("of the path %s it goes as far as %s", (at, there) => {
  expect(talk(APPS, { level: 0, at }).chosen()).toBe(there);
});

it("opens the JSON that a string holds, and lists in brackets", () => {
  const { session, rows, chosen, move, seen } = talk(
    String.raw`{"ops":"{\n \"move\": 1,\n \"more\": [2]}","list":"[a:1,b:2]","metas":"h1:1,h2:2","no":"[x"}`,
  );
  expect(seen().rows.map(({ inside }) => inside)).toEqual([null, "json", "list", "list", null]);
  session.do({ kind: "turn", id: "1" });
  session.do({ kind: "turn", id: "2" });
  expect(rows().slice(0, 8)).toEqual([
    "$ -",
    "  ops -",
    "    move=1",
    "    more -",
    "      0=2",
    "  list -",
    '    0="a:1"',
    '    1="b:2"',
  ]);
  expect(seen().rows.map(({ row }) => row)).toEqual([...seen().rows.keys()]);
  move({ kind: "by", rows: -1 });
  expect(chosen()).toBe("$.ops|fromjson|$.more[0]");
  move({ kind: "out" }, { kind: "out" }, { kind: "out" });
  expect(chosen()).toBe("$.ops");
  move({ kind: "out" });
  expect(rows()[1]).toBe("  ops +");
  session.do({ kind: "goto", path: "$.list|fromjson|$[1]" });
  expect(chosen()).toBe("$.list|fromjson|$[1]");
});

it("marks keys that come twice, and tells them apart", () => {
  const { rows, chosen, session } = talk(`{"a":1,"b":2,"\\u0061":3}`);
  expect(rows()).toEqual(["$ -", "  a#1/2=1", "  b=2", "  \\u0061#2/2=3"]);
  session.do({ kind: "goto", path: "$.a#2" });
  expect(chosen()).toBe("$.a#2");
});

it("finds keys that come twice among very many", async () => {
  const members = Array.from({ length: 20_000 }, (_, index) => `"k${index}":${index}`);
  const { settled, seen, session } = talk(`{${members.join(",")},"k3":"again"}`, { piece: 50_000 });
  await settled();
  session.do({ kind: "window", from: 4, to: 5, top: 4, needFrom: 4, needTo: 5 });
  expect(seen().rows[0]?.label).toEqual({ kind: "key", key: "k3", nth: 1, of: 2 });
});

it("a document in place of another keeps what is open, chosen and in order", () => {
  const { session, feed, rows, chosen } = talk(APPS, { level: 1 });
  session.do({ kind: "turn", id: "1" });
  session.do({ kind: "turn", id: "5" });
  session.do({ kind: "replace", source: { kind: "text", length: 10 }, markChanges: false });
  feed(APPS.replace(`"apps":{`, `"apps":{"0":{"name":"new"},`));
  expect(rows()).toEqual([
    "$ -",
    "  apps -",
    "    0 +",
    "    1 +",
    "    2 -",
    '      name="temp"',
    '      status="AVAILABLE"',
    '  total="2"',
  ]);
  expect(chosen()).toBe("$.apps['2']");
});

it("searches while it is typed, steps through matches, and shows them alone", async () => {
  const { session, seen, rows, chosen } = talk(APPS, { level: 0 });
  const query = (text: string) => ({ text, mode: "text", scope: "all", matchCase: false }) as const;
  session.do({ kind: "search", query: query("t"), only: false });
  session.do({ kind: "search", query: query("TEMP"), only: false });
  await vi.waitFor(() => {
    expect(seen().state.search).toEqual({ state: "done", count: 1, at: 0, message: "" });
  });
  session.do({ kind: "match", step: 1 });
  expect([chosen(), seen().state.search.at]).toEqual(["$.apps['2'].name", 1]);
  session.do({ kind: "search", query: query("name"), only: true });
  await vi.waitFor(() => expect(seen().state.search).toMatchObject({ state: "done", count: 2 }));
  expect(rows()).toEqual(["$ -", "  apps -", "    1 -", '      name="stat"', "    2 -", '      name="temp"']);
  expect(seen().rows.map(({ match }) => match)).toEqual([false, false, false, true, false, true]);
  session.do({ kind: "match", step: 1 });
  session.do({ kind: "match", step: 1 });
  expect([chosen(), seen().state.search.at]).toEqual(["$.apps['2'].name", 2]);
  session.do({ kind: "search", query: query(""), only: true });
  expect(seen().state.search).toEqual({ state: "none", count: 0, at: 0, message: "" });
});

it.each<[text: string, kind: string, line: number | null, rowCount: number]>([
  ["", "empty", 1, 0],
  ["service not found", "text", 1, 0],
  ["nan", "text", 1, 0],
  ["\u0000\u0001PNG", "binary", 1, 0],
  ["7", "json", null, 1],
  ['{\n "a": [1,2', "broken", 2, 4],
  ["[1,nan]", "json", 1, 3],
])("%j is %s", (text, kind, line, rowCount) => {
  const { state } = talk(text, { piece: 3 }).seen();
  expect([state.kind, state.problem?.line ?? null, state.rowCount]).toEqual([kind, line, rowCount]);
});

it("says what is wrong, where, and how often", () => {
  const { state } = talk('{"a":1,\n"b":nan,"c":[inf,1]}').seen();
  expect(state.problem).toMatchObject({ fault: "word", line: 2, column: 5, count: 2 });
  expect(state.problem?.around).toEqual({ before: '"b":', from: 'nan,"c":[inf,1]}' });
});

it("bytes that are not UTF-8 are shown by their code", () => {
  const { session, seen } = talk("1");
  const bytes = bytesOf('["x"]').slice(0, 5);
  bytes[2] = 0xff;
  session.do({ kind: "replace", source: { kind: "bytes", length: 5 }, markChanges: false });
  session.do({ kind: "chunk", into: "document", data: bytes, last: true });
  expect(seen().rows[1]?.text).toBe('"\\xff"');
  expect(seen().state.problem).toMatchObject({ line: 1, column: 3 });
});

it("rows above the first one in view are told", () => {
  const { session, seen } = talk(APPS);
  session.do({ kind: "window", from: 3, to: 6, top: 4, needFrom: 3, needTo: 6 });
  expect(seen().state.above.map(named)).toEqual(["$", "apps", "1"]);
});

it("metrics are known by their name, with all their values", () => {
  const { seen } = talk(`{"entities":[{"metrics":[{"name":"x_ns","p50":1,"p99":2},{"value":3}]}]}`);
  expect(seen().rows.map(({ metric }) => metric)).toEqual([
    null,
    null,
    null,
    null,
    "x_ns",
    "x_ns",
    "x_ns",
    "x_ns",
    null,
    null,
  ]);
});
