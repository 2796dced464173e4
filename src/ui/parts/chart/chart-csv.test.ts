import { expect, it } from "vitest";
import { chartCsv } from "./chart-csv.ts";
import { styleOf } from "./line-style.ts";

it("each line is a column with its unit, each moment a row, a gap an empty cell", () => {
  const lines = [
    { id: "a", label: "r1:34801", values: [1.25, null], style: styleOf(0) },
    { id: "b", label: "r2:34801", values: [0, 3e9], style: styleOf(1) },
  ];
  expect(chartCsv({ name: "get_requests", unit: "Requests/s", times: [0, 10_000], lines })).toBe(
    "time,get_requests r1:34801 (Requests/s),get_requests r2:34801 (Requests/s)\r\n" +
      "1970-01-01T00:00:00.000Z,1.25,0\r\n1970-01-01T00:00:10.000Z,,3000000000\r\n",
  );
});
