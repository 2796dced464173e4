import { expect, it } from "vitest";
import type { Load } from "#api/load.ts";
import { app as codec } from "#pegasus/answers/app.ts";
import { nearNames } from "./near-names.ts";
import { partitionRows, partitionSummary } from "./partition-rows.ts";

interface Given {
  readonly ballot?: string;
  readonly count: string;
  readonly primary?: string;
  readonly secondaries?: string;
}

function detail(...partitions: readonly Given[]) {
  const replicas = partitions.map(
    ({ ballot = "7", count, primary = "-", secondaries = "" }, index) =>
      `"${index}":{"pidx":"${index}","ballot":"${ballot}","replica_count":"${count}","primary":"${primary}","secondaries":"[${secondaries}]"}`,
  );
  return codec.decode(
    `{"general":{"app_name":"temp","app_id":"2","partition_count":"${partitions.length}","max_replica_count":"3"},"replicas":{${replicas.join(",")}}}`,
  );
}

const HEALTHY: Given = { count: "3/3", primary: "r1:1", secondaries: "r2:1,r3:1" };
const THIN: Given = { count: "2/3", primary: "r1:1", secondaries: "r2:1" };
const ALONE: Given = { count: "1/3", primary: "r1:1" };
const LOST: Given = { count: "1/3", secondaries: "r2:1" };
const SPLITTING: Given = { ballot: "-1", count: "0/0" };

it.each<[string, readonly Given[], { severity: string; text: string; rest: string }]>([
  ["all healthy", [HEALTHY, HEALTHY], { severity: "ok", text: "Healthy", rest: "2 partitions" }],
  ["one thin", [HEALTHY, THIN], { severity: "warning", text: "1 short of copies", rest: "1 healthy" }],
  [
    "the worst first",
    [THIN, ALONE, LOST],
    { severity: "critical", text: "1 no primary", rest: "1 not writable, 1 short of copies" },
  ],
  ["a split under way", [HEALTHY, SPLITTING], { severity: "notice", text: "1 splitting", rest: "1 healthy" }],
  ["none", [], { severity: "unknown", text: "No partitions", rest: "" }],
])("sums up partitions: %s", (_, partitions, summary) => {
  expect(partitionSummary(partitionRows(detail(...partitions), null))).toEqual(summary);
});

it("orders partitions by number and gives each its load", () => {
  const of = { readQps: 2 } as NonNullable<Load["partitions"]>[string]; // the other figures are not looked at
  const rows = partitionRows(detail(...Array.from({ length: 11 }, () => HEALTHY)), {
    partitions: { "10": of },
  } as unknown as Load); // nor is the rest of the load
  expect(rows.map(({ partition }) => partition.pidx)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  expect(rows.map(({ load }) => load?.readQps ?? null)).toEqual([...Array.from({ length: 10 }, () => null), 2]);
});

const NAMES = ["temp", "stat", "user_profile", "user_profile_v2", "orders", "sessions"];

it.each<[string, string[]]>([
  ["tmep", ["temp"]],
  ["Temp", ["temp"]],
  ["user", ["user_profile", "user_profile_v2"]],
  ["order", ["orders"]],
  ["sesions", ["sessions"]],
  ["zzzzzz", []],
  ["", []],
])("%j may have been meant as %j", (wanted, near) => {
  expect(nearNames(wanted, NAMES)).toEqual(near);
});
