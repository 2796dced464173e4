import { expect, it } from "vitest";
import { jsonText, keyText, lineage, pathText, valueText } from "./copy.ts";
import { readDocument, type Document } from "./document.ts";
import { depthOf, fittingDepth, openTo, turn, turnAll, visibleRows, type Openness, type Row } from "./rows.ts";

function json(text: string): Extract<Document, { kind: "json" }> {
  const document = readDocument(text);
  if (document.kind !== "json") throw new Error(`not JSON: ${text}`);
  return document;
}

function rowsOf(text: string, openness: Openness = openTo(Infinity)): Row[] {
  const { root, inside } = json(text);
  return visibleRows(root, inside, openness);
}

const APPS = `{"general_info":{"1":{"app_id":"1","envs":{}},"2":{"app_id":"2","envs":{}}},"summary":{"total":"2"}}\n`;

it.each<[depth: number, ids: string[]]>([
  [0, ["$"]],
  [1, ["$", "$/general_info", "$/summary"]],
  [2, ["$", "$/general_info", "$/general_info/1", "$/general_info/2", "$/summary", "$/summary/total"]],
])("opening to depth %i shows the rows above it", (depth, ids) => {
  expect(rowsOf(APPS, openTo(depth)).map(({ id }) => id)).toEqual(ids);
});

it("says of each row its level, its place among its siblings and its parent", () => {
  const rows = rowsOf(APPS, openTo(2)).map(({ id, level, position, siblings, parent, open }) => [
    id.split("/").at(-1),
    level,
    `${position}/${siblings}`,
    parent,
    open,
  ]);
  expect(rows).toEqual([
    ["$", 1, "1/1", -1, true],
    ["general_info", 2, "1/2", 0, true],
    ["1", 3, "1/2", 1, false],
    ["2", 3, "2/2", 1, false],
    ["summary", 2, "2/2", 0, true],
    ["total", 3, "1/1", 4, false],
  ]);
});

it("opens and closes one row and leaves the others", () => {
  const opened = turn(openTo(1), "$/summary");
  expect(rowsOf(APPS, opened).map(({ id }) => id)).toEqual(["$", "$/general_info", "$/summary", "$/summary/total"]);
  expect(rowsOf(APPS, turn(opened, "$/summary"))).toHaveLength(3);
});

it("keeps what is open when the next answer has other rows before it", () => {
  const opened = turn(openTo(1), "$/b");
  expect(rowsOf(`{"b":[7]}`, opened).map(({ id }) => id)).toContain("$/b/0");
  expect(rowsOf(`{"a":[1],"b":[7]}`, opened).map(({ id }) => id)).toEqual(["$", "$/a", "$/b", "$/b/0"]);
});

it("opens all siblings at once and skips those with nothing in them", () => {
  const { inside } = json(APPS);
  const rows = rowsOf(APPS, openTo(2));
  const siblings = rows.filter(({ parent }) => parent === 1);
  const opened = turnAll(openTo(2), siblings, inside, true);
  expect(rowsOf(APPS, opened).map(({ id }) => id)).toContain("$/general_info/2/envs");
  expect(opened.turned).toEqual(new Set(["$/general_info/1", "$/general_info/2"]));
});

it("keeps duplicate keys apart, in their order", () => {
  const text = `{"a":1,"b":2,"a":{"x":3}}`;
  const rows = rowsOf(text, turn(openTo(1), "$/a~22"));
  expect(rows.map(({ id }) => id)).toEqual(["$", "$/a", "$/b", "$/a~22", "$/a~22/x"]);
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  expect(pathText(lineage(rows, 4))).toBe("$.a#2.x");
  expect(jsonText(text, lineage(rows, 3))).toBe(`{"x":3}`);
});

it("no key can be mistaken for another's path", () => {
  const ids = rowsOf(`{"a/b":1,"a":{"b":2},"a~1b":3,"a~22":4,"a":5,"":6}`).map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

it("keeps the order of keys that look like numbers", () => {
  expect(rowsOf(`{"10":1,"2":2,"1":3}`).map(({ label }) => keyText(label))).toEqual(["", "10", "2", "1"]);
});

const CLUSTER = String.raw`{"balance_operation_count":"{\n  \"move_pri\": 0,\n  \"total\": 12345678901234567890}","secondaries":"[a:1,b:2]"}`;

it("opens JSON that a string holds, by itself only", () => {
  expect(rowsOf(CLUSTER)).toHaveLength(3);
  const rows = rowsOf(CLUSTER, turn(openTo(Infinity), "$/balance_operation_count"));
  expect(rows.map(({ label }) => keyText(label))).toEqual([
    "",
    "balance_operation_count",
    "move_pri",
    "total",
    "secondaries",
  ]);
  expect(pathText(lineage(rows, 3))).toBe("$.balance_operation_count|fromjson|$.total");
  expect(jsonText(CLUSTER, lineage(rows, 3))).toBe("12345678901234567890");
});

it.each(["[a:1,b:2]", "{", "[]", "plain", "[1", "42", '"{}"'])("a string that holds %s has nothing to open", (held) => {
  const { root, inside } = json(JSON.stringify([held]));
  const rows = visibleRows(root, inside, turn(openTo(1), "$/0"));
  expect(rows).toHaveLength(2);
  expect(rows.map(({ node }) => inside(node) === null)).toEqual([false, true]);
});

it.each<[path: string, key: string]>([
  ["$.app_name", "app_name"],
  ["$['rocksdb.usage_scenario']", "rocksdb.usage_scenario"],
  ["$['1']", "1"],
  [String.raw`$['it\'s']`, "it's"],
  ["$['']", ""],
])("the path %s names the key %s", (path, key) => {
  expect(pathText(lineage(rowsOf(JSON.stringify({ [key]: 1 })), 1))).toBe(path);
});

it.each<[what: string, text: string, value: string, source: string]>([
  ["a number beyond 2^53", `[ 9007199254740993 ]`, "9007199254740993", "9007199254740993"],
  ["a number with its own notation", `[1.50E+3]`, "1.50E+3", "1.50E+3"],
  ["a string with escapes", String.raw`["a\/b\n\u00e9"]`, "a/b\né", String.raw`"a\/b\n\u00e9"`],
  ["a literal", `[true]`, "true", "true"],
  ["an object as it was written", `[ {"b" : 1,\n "a": [ ] } ]`, `{"b" : 1,\n "a": [ ] }`, `{"b" : 1,\n "a": [ ] }`],
])("%s is copied exactly", (_, text, value, source) => {
  const line = lineage(rowsOf(text, openTo(1)), 1);
  expect(valueText(text, line)).toBe(value);
  expect(jsonText(text, line)).toBe(source);
});

it.each<[text: string, limit: number, depth: number]>([
  [APPS, 200, 3],
  [APPS, 6, 2],
  [APPS, 5, 1],
  [APPS, 1, 1],
  [`"leaf"`, 200, 1],
])("%s opens at first to what %i rows hold: depth %i", (text, limit, depth) => {
  const { root, inside } = json(text);
  expect(fittingDepth(root, inside, limit)).toBe(depth);
});

it.each([
  [APPS, 3],
  ["7", 0],
  ["[[]]", 1],
])("%s is %i levels deep", (text, depth) => {
  const { root, inside } = json(text);
  expect(depthOf(root, inside)).toBe(depth);
});

it("reads a document a thousand levels deep", () => {
  expect(rowsOf("[".repeat(999) + "1" + "]".repeat(999))).toHaveLength(1000);
});
