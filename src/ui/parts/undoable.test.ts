import { expect, it } from "vitest";
import type { AuditEntry } from "#api/changes.ts";
import { MASK } from "#pegasus/secrets.ts";
import { isUndoable } from "./undoable.ts";

const ENTRY: AuditEntry = {
  id: 1,
  at: 1,
  user: "ann",
  reason: null,
  server: "r1:1",
  what: "/updateConfig?a=2",
  flag: "a",
  before: "1",
  after: "2",
  verdict: "ok",
  message: "ERR_OK",
  started: null,
  batch: null,
};

it.each<[what: string, more: Partial<AuditEntry>, can: boolean]>([
  ["done", {}, true],
  ["cut off, and read again since", { verdict: "unknown" }, true],
  ["still under way", { verdict: "pending", after: null }, false],
  ["refused", { verdict: "refused" }, false],
  ["failed", { verdict: "failed" }, false],
  ["no change of a flag", { flag: null }, false],
  ["a raw call, of which the old value is not known", { before: null, after: null }, false],
  ["not read back", { after: null }, false],
  ["nothing changed", { after: "1" }, false],
  ["a secret", { before: MASK, after: "2" }, false],
])("what was %s: %o", (_what, more, can) => {
  expect(isUndoable({ ...ENTRY, ...more })).toBe(can);
});
