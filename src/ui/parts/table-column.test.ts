import { expect, it } from "vitest";
import {
  compareValues,
  filterRows,
  nextSort,
  readSort,
  sortThatHolds,
  writeSort,
  type CellValue,
  type Column,
  type Sort,
} from "./table-column.ts";

interface Row {
  readonly name: string;
  readonly id: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "name", header: "Name", width: 100, value: ({ name }) => name },
  { id: "id", header: "ID", width: 50, numeric: true, value: ({ id }) => id },
  { id: "tag", header: "Tag", width: 50, sortable: false, value: () => "hidden", filterText: null },
];

it.each<[string, Sort | null]>([
  ["qps", { id: "qps", desc: false }],
  ["-qps", { id: "qps", desc: true }],
  ["", null],
  ["-", null],
  ["--qps", null],
  ["<script>", null],
  ["a b", null],
])("reads %j from the URL", (text, sort) => {
  expect(readSort(text)).toEqual(sort);
});

it.each([
  { id: "qps", desc: true },
  { id: "readP99", desc: false },
])("reads back what it writes: %o", (sort) => {
  expect(readSort(writeSort(sort))).toEqual(sort);
});

it.each<[string, Sort | null, Sort | null, Sort | null]>([
  ["the wished sort", { id: "name", desc: true }, { id: "id", desc: false }, { id: "name", desc: true }],
  [
    "the standard one for a column that does not exist",
    { id: "nope", desc: true },
    { id: "id", desc: false },
    { id: "id", desc: false },
  ],
  [
    "the standard one for a column that cannot be sorted",
    { id: "tag", desc: true },
    { id: "id", desc: false },
    { id: "id", desc: false },
  ],
  ["none where there is neither", { id: "nope", desc: true }, null, null],
])("sorts by %s", (_, wished, standard, holds) => {
  expect(sortThatHolds(COLUMNS, wished, standard)).toEqual(holds);
});

it.each<[string, number, Sort | null, Sort]>([
  ["words ascending first", 0, null, { id: "name", desc: false }],
  ["numbers descending first", 1, null, { id: "id", desc: true }],
  ["the other way at the second click", 1, { id: "id", desc: true }, { id: "id", desc: false }],
  ["a new column its own way", 0, { id: "id", desc: true }, { id: "name", desc: false }],
])("sorts %s", (_, index, current, next) => {
  expect(COLUMNS.slice(index, index + 1).map((column) => nextSort(column, current))).toEqual([next]);
});

const ROWS: readonly Row[] = [
  { name: "user_profile", id: 3 },
  { name: "Orders", id: 4 },
  { name: "profile of users", id: 12 },
];

it.each<[string, number[]]>([
  ["", [3, 4, 12]],
  ["   ", [3, 4, 12]],
  ["ORD", [4]],
  ["profile user", [3, 12]],
  ["12", []],
  ["hidden", []],
  ["nothing", []],
])("filters by %j", (text, ids) => {
  expect(filterRows(ROWS, COLUMNS, text).map(({ id }) => id)).toEqual(ids);
});

it.each<[CellValue[], CellValue[]]>([
  [
    ["node10", "node2", "Node1"],
    ["Node1", "node2", "node10"],
  ],
  [
    [3, 1, 2],
    [1, 2, 3],
  ],
  [
    [9007199254740993n, 1n, 9007199254740992n],
    [1n, 9007199254740992n, 9007199254740993n],
  ],
  [
    [null, 2, null, 1],
    [1, 2, null, null],
  ],
])("orders %o naturally", (values, ordered) => {
  expect(values.toSorted(compareValues)).toEqual(ordered);
});
