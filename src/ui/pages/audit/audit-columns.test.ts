import { expect, it } from "vitest";
import type { AuditEntry } from "#api/changes.ts";
import { auditColumns, shownRows } from "./audit-columns.tsx";

function entry(id: number, more: Partial<AuditEntry> = {}): AuditEntry {
  const usual = {
    user: "ann",
    reason: null,
    server: "n1:1",
    what: "x",
    flag: null,
    before: null,
    after: null,
    started: null,
    batch: null,
  };
  return { ...usual, id, at: id, verdict: "ok", message: null, ...more };
}

const ROWS = [entry(3, { before: "10" }), entry(2, { user: "bea", verdict: "refused" }), entry(1, { before: "9" })];

it.each<[filter: string, sort: { id: string; desc: boolean }, ids: number[]]>([
  ["", { id: "at", desc: true }, [3, 2, 1]],
  ["", { id: "at", desc: false }, [1, 2, 3]],
  ["bea", { id: "at", desc: true }, [2]],
  ["refused n1", { id: "at", desc: true }, [2]],
  ["", { id: "before", desc: false }, [1, 3, 2]],
  ["", { id: "before", desc: true }, [3, 1, 2]],
  ["nobody", { id: "at", desc: true }, []],
])("with the filter %j and the order %j come %j", (filter, sort, ids) => {
  expect(shownRows(ROWS, auditColumns("c", null), filter, sort).map(({ id }) => id)).toEqual(ids);
});
