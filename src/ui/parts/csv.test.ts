import { expect, it } from "vitest";
import { csvText } from "./csv.ts";
import { tableCsv } from "./table-csv.ts";

it.each([
  ["a,b", '"a,b"\r\n'],
  ['say "no"', '"say ""no"""\r\n'],
  ["two\nlines", '"two\nlines"\r\n'],
  ["=1+1", "'=1+1\r\n"],
  ["-12.5", "-12.5\r\n"],
  ["plain", "plain\r\n"],
])("writes %j", (text, csv) => {
  expect(csvText([[text]])).toBe(csv);
});

it("writes a table's own values, exact and without units, and nothing where none is known", () => {
  const columns = [
    { id: "name", header: "Name", width: 1, value: ({ name }: { name: string; qps: number | null }) => name },
    { id: "qps", header: "Reads/s", width: 1, value: ({ qps }: { name: string; qps: number | null }) => qps },
  ];
  const rows = [
    { name: "a", qps: 1234.5678 },
    { name: "b", qps: null },
  ];
  expect(tableCsv(columns, rows)).toBe("Name,Reads/s\r\na,1234.5678\r\nb,\r\n");
});
