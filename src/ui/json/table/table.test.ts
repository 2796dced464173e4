import { expect, it } from "vitest";
import { scanText } from "../core/samples.ts";
import { csvParts } from "./csv.ts";
import { compareNumbers, orderedRows } from "./table-order.ts";
import { tableNode, TableSource } from "./table-source.ts";
import { ROW_NAME, type TableWish } from "./table-words.ts";

function table(text: string, node = 0): TableSource {
  const source = new TableSource(scanText(text).index, node);
  for (const _ of source.read());
  return source;
}

function rowsOf(source: TableSource, wish: Partial<TableWish>, column: string): string[] {
  const found: Uint32Array[] = [];
  for (const _ of orderedRows(source, { sort: null, filter: "", ...wish }, (rows) => found.push(rows)));
  return Array.from(found[0] ?? [], (row) => source.text(row, column));
}

const NODES = `{"n2:1":{"address":"n2:1","load":"9","disk":{"a":1,"b":"x"}},"n10:1":{"address":"n10:1","load":"10","disk":{"a":2,"b":"y, \\"z\\""}},"n1:1":{"address":"n1:1","more":[1,2]}}`;

it("a map of rows has its keys and all columns, those of small objects further in as well", () => {
  const source = table(NODES);
  expect(source.columns.map(({ name, numeric }) => [name, numeric])).toEqual([
    ["address", false],
    ["load", true],
    ["disk.a", true],
    ["disk.b", false],
    ["more", false],
  ]);
  expect([0, 1, 2].map((row) => source.nameOfRow(row))).toEqual(["n2:1", "n10:1", "n1:1"]);
  expect([0, 1, 2].map((row) => source.text(row, "more"))).toEqual(["", "", "[2] 1, 2"]);
});

it.each<[wish: Partial<TableWish>, order: string[]]>([
  [{}, ["n2:1", "n10:1", "n1:1"]],
  [{ sort: { column: "load", descending: false } }, ["n2:1", "n10:1", "n1:1"]],
  [{ sort: { column: "load", descending: true } }, ["n10:1", "n2:1", "n1:1"]],
  [{ sort: { column: "address", descending: false } }, ["n1:1", "n2:1", "n10:1"]],
  [{ sort: { column: ROW_NAME, descending: true } }, ["n10:1", "n2:1", "n1:1"]],
  [{ filter: "Y," }, ["n10:1"]],
  [{ filter: "n1:" }, ["n1:1"]],
  [{ filter: "nowhere" }, []],
])("%j gives %j", (wish, order) => {
  expect(rowsOf(table(NODES), wish, "address")).toEqual(order);
});

it("an array is a table too, of objects, arrays or values", () => {
  expect(rowsOf(table(`[{"a":1},{"a":2}]`), {}, "a")).toEqual(["1", "2"]);
  expect(rowsOf(table(`[[1,2],[3,4]]`), {}, "1")).toEqual(["2", "4"]);
  expect(rowsOf(table(`[5,"x"]`), {}, "value")).toEqual(["5", "x"]);
});

it("integers beyond doubles are told apart", () => {
  const text = `[{"t":"9007199254740993"},{"t":9007199254740992},{"t":9007199254740994}]`;
  expect(rowsOf(table(text), { sort: { column: "t", descending: false } }, "t")).toEqual([
    "9007199254740992",
    "9007199254740993",
    "9007199254740994",
  ]);
  expect(compareNumbers("1e3", "1000")).toBe(0);
});

it("CSV has the columns that are asked for, quoted where need be", () => {
  const source = table(NODES);
  const text = [...csvParts(source, Uint32Array.from([1, 0]), ["disk.b", "load"], "key")].join("");
  expect(text).toBe('key,disk.b,load\r\nn10:1,"y, ""z""",10\r\nn2:1,x,9\r\n');
});

it.each<[text: string, chosen: number, node: number]>([
  [`{"a":[{"x":1},{"x":2}],"b":3}`, 1, 1],
  [`{"a":[{"x":1},{"x":2}],"b":3}`, 5, 1],
  [`{"a":[{"x":1},{"x":2}],"b":3}`, 6, 1],
  [`{"a":{"b":[{"x":1}]}}`, 0, 2],
  [`{"info":{"1":{"x":1},"2":{"x":2}},"sum":{"n":2}}`, 0, 1],
  [`[{"id":1,"more":[{"x":1}]}]`, 1, 3],
  [`{"a":1,"b":2}`, 1, 0],
  [`7`, 0, 0],
])("in %s, from node %i, the table is of node %i", (text, chosen, node) => {
  expect(tableNode(scanText(text).index, chosen)).toBe(node);
});
