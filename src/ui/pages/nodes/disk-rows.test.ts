import { expect, it } from "vitest";
import type { DiskOutlook } from "#api/disk-outlook.ts";
import { diskRows } from "./disk-rows.ts";

const FILLS: DiskOutlook = {
  scope: "disk",
  server: "n1:1",
  tag: "ssd1",
  verdict: "fills",
  totalMb: 1000,
  availableMb: 400,
  fullAtMb: 100,
  mbPerDay: 25,
  mbPerDayError: 5,
  days: 12,
  earliestDays: 10,
  latestDays: 15,
  hours: 168,
  sentence: "Full in about 12 days (10 to 15).",
};

it.each<[what: string, more: Partial<DiskOutlook>, order: number | null, severity: string]>([
  ["full", { verdict: "full", days: 0 }, 0, "critical"],
  ["full within a week", { days: 7 }, 7, "warning"],
  ["full within weeks", { days: 45 }, 45, "notice"],
  ["full some day", { days: 400 }, 400, "ok"],
  ["not filling", { verdict: "steady", days: null }, Number.MAX_SAFE_INTEGER, "ok"],
  ["not known", { verdict: "unknown", days: null, availableMb: null }, null, "unknown"],
])("sorts a disk that is %s by its days, and marks it", (_what, more, order, severity) => {
  expect(diskRows([{ ...FILLS, ...more }], "disk")).toMatchObject([{ order, severity }]);
});

it("tells disks and nodes apart, and how much of each is used", () => {
  const all = [FILLS, { ...FILLS, scope: "server" as const, tag: null, totalMb: null }];
  expect(diskRows(all, "disk").map(({ id, used }) => [id, used])).toEqual([["n1:1 ssd1", 0.6]]);
  expect(diskRows(all, "node").map(({ id, used }) => [id, used])).toEqual([["n1:1 ", null]]);
});
