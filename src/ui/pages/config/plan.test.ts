import { expect, it } from "vitest";
import type { AuditEntry } from "#api/changes.ts";
import type { RosterEntry } from "#api/clusters.ts";
import type { ConfigItem } from "#pegasus/answers/config.ts";
import { changeSteps, isDue, nowOf, undoItems, undoSteps } from "./plan.ts";

function server(name: string): RosterEntry {
  return { server: name, role: "replica", leader: false, alive: true, starting: false };
}

const ROSTER = ["r1", "r2", "r3", "r4"].map(server);

function answer(name: string, value: string): { readonly server: string; readonly value: ConfigItem } {
  return { server: name, value: { name: "a", section: "s", type: "FV_UINT32", tags: "", description: "", value } };
}

const SAID = [answer("r1", "10"), answer("r2", "20"), { server: "r3", problem: "refuses connections." }];

it("plans the same value for all, and says what stands in the way of it", () => {
  const now = nowOf(SAID, new Map([["r1", "15"]]));
  const steps = changeSteps(ROSTER, now, { next: "20", refusal: (name) => (name === "r2" ? ["no"] : []) });
  expect(steps.map((step) => [step.server, step.now, step.obstacle, step.warning, isDue(step)])).toEqual([
    ["r1", "15", null, null, true],
    ["r2", "20", null, "It will probably refuse: no.", false],
    ["r3", null, "refuses connections.", null, false],
    ["r4", null, "has not answered yet", null, false],
  ]);
  expect(changeSteps(ROSTER, now, { next: null, refusal: () => ["no"] }).some(isDue)).toBe(false);
});

it("takes back where nobody has changed it since, and leaves it alone elsewhere", () => {
  const now = nowOf([answer("r1", "10"), answer("r2", "20"), answer("r3", "30"), answer("r4", "40")], new Map());
  const items = [
    { server: "r1", from: "10", to: "5" },
    { server: "r2", from: "10", to: "20" },
    { server: "r3", from: "10", to: "5" },
    { server: "r4", from: "10", to: "5" },
    { server: "gone", from: "10", to: "5" },
  ];
  const steps = undoSteps(items, ROSTER, now, (name) => (name === "r3" ? "bea at 14:02" : null));
  expect(steps.map((step) => [step.server, step.next, step.obstacle, isDue(step)])).toEqual([
    ["r1", "5", null, true],
    ["r2", "20", null, false],
    ["r3", "5", "has been changed since, by bea at 14:02: it is 30, and stays so", false],
    ["r4", "5", "has been changed since: it is 40, and stays so", false],
    ["gone", "5", "is no server of this cluster any more", false],
  ]);
});

function entry(id: number, more: Partial<AuditEntry> = {}): AuditEntry {
  const usual = { user: "ann", reason: null, server: "r1", what: "", flag: "a", started: null, batch: "b" } as const;
  return { ...usual, id, at: id, before: "1", after: "2", verdict: "ok", message: null, ...more };
}

it("takes what was one change together, each server with its oldest value", () => {
  const first = entry(1);
  const entries = [
    entry(7, { batch: "other", server: "r9" }),
    entry(6, { flag: "b", server: "r8" }),
    entry(5, { verdict: "refused", server: "r7" }),
    entry(4, { server: "r3", after: null }),
    entry(3, { server: "r2", before: "9" }),
    entry(2, { before: "2", after: "3" }),
    first,
  ];
  const items = [
    { server: "r1", from: "3", to: "1" },
    { server: "r2", from: "2", to: "9" },
  ];
  expect(undoItems(entries, first)).toEqual(items);
  expect(
    undoItems([entry(1, { batch: null }), entry(2, { batch: null, server: "r2" })], entry(1, { batch: null })),
  ).toEqual([{ server: "r1", from: "2", to: "1" }]);
  expect(undoItems([entry(2, { before: "2", after: "1" }), first], first)).toEqual([]);
});
