import { expect, it } from "vitest";
import type { AuditEntry } from "#api/changes.ts";
import { auditCsv } from "./audit-csv.ts";

const ENTRY: AuditEntry = {
  id: 7,
  at: Date.UTC(2026, 0, 31, 12),
  user: "ann",
  reason: null,
  server: "n1:34801",
  what: "/updateConfig?a=1",
  flag: "a",
  before: "0",
  after: "-1",
  verdict: "ok",
  message: "ERR_OK",
  started: "2026-01-30 08:15:42",
  batch: "b1",
};

function line(more: Partial<AuditEntry>): string {
  return auditCsv([{ ...ENTRY, ...more }]).split("\r\n")[1] ?? "";
}

it("writes a heading and a line for each entry, in their order, with times in UTC", () => {
  expect(auditCsv([ENTRY, { ...ENTRY, id: 6, verdict: "unknown", after: null }])).toBe(
    "id,at,user,verdict,server,what,flag,before,after,reason,message\r\n" +
      "7,2026-01-31T12:00:00.000Z,ann,ok,n1:34801,/updateConfig?a=1,a,0,-1,,ERR_OK\r\n" +
      "6,2026-01-31T12:00:00.000Z,ann,unknown,n1:34801,/updateConfig?a=1,a,0,,,ERR_OK\r\n",
  );
  expect(auditCsv([])).toBe("id,at,user,verdict,server,what,flag,before,after,reason,message\r\n");
});

it.each([
  ["a, b", '"a, b"'],
  ['say "no"', '"say ""no"""'],
  ["two\nlines", '"two\nlines"'],
  ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
  ['=A1,"x"', `"'=A1,""x"""`],
  ["+1+1", "'+1+1"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["-A1", "'-A1"],
  ["-12.5", "-12.5"],
  ["größer", "größer"],
])("writes the reason %j as %j", (reason, written) => {
  expect(line({ reason })).toBe(
    `7,2026-01-31T12:00:00.000Z,ann,ok,n1:34801,/updateConfig?a=1,a,0,-1,${written},ERR_OK`,
  );
});
