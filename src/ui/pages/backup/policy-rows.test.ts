import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { apps } from "#pegasus/answers/apps.ts";
import { backupPolicy } from "#pegasus/answers/backup.ts";
import type { Failure } from "../../answer.ts";
import type { Exchange } from "../../send.ts";
import { isOff, policyRows } from "./policy-rows.ts";

const sample = (name: string): string =>
  readFileSync(join(import.meta.dirname, "..", "..", "..", "pegasus", "samples", name), "utf8");

const EXCHANGE: Exchange = {
  method: "GET",
  url: "/api/clusters/c/leader/meta/backup_policy",
  status: 404,
  contentType: "text/plain",
  headers: [],
  text: "cold_backup_disabled",
  bytes: null,
  size: 20,
  server: "m1:34601",
  hops: [],
  ms: 1,
  at: 0,
};

it("resolves the ids of a recorded answer to names, and keeps those that it does not know", () => {
  const policies = backupPolicy.decode(sample("backupPolicy.txt"));
  const list = apps.decode(sample("apps.txt"));
  const [row] = policyRows(policies, list);
  const names = new Map(Object.values(list.general_info).map((app) => [app.app_id, app.app_name]));
  expect(row?.apps).toEqual(row?.policy.app_ids.map((id) => ({ id, name: names.get(id) ?? null })));
  expect(row?.apps.length).toBeGreaterThan(0);
  expect(policyRows(policies, null)[0]?.apps.every(({ name }) => name === null)).toBe(true);
});

it.each<[what: string, failure: Failure, off: boolean]>([
  [
    "the leader's one word",
    { kind: "refused", message: "m1 refused with status 404: cold_backup_disabled", exchange: EXCHANGE },
    true,
  ],
  [
    "another refusal",
    { kind: "refused", message: "m1 refused with status 500.", exchange: { ...EXCHANGE, status: 500 } },
    false,
  ],
  [
    "a leader that is gone",
    { kind: "gateway", code: "no-leader", message: "Nobody leads.", tried: [], exchange: EXCHANGE },
    false,
  ],
])("takes %s for backups that are off: only if they are", (_what, failure, off) => {
  expect(isOff(failure)).toBe(off);
});
