import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "libsql";
import { afterEach, beforeEach, expect, it } from "vitest";
import { auditSchema } from "#api/changes.ts";
import { Audit, type AuditRecord } from "./audit.ts";
import { openDataDir, standardDataDir } from "./data-dir.ts";
import { GatewayFailure } from "./failure.ts";
import { silentLog, type Log } from "./log.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pegasus-audit-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function record(more: Partial<AuditRecord> = {}): AuditRecord {
  return {
    at: 1_700_000_000_000,
    cluster: "onebox",
    user: "ann",
    reason: null,
    server: "n1:34601",
    what: "/updateConfig?a=1",
    flag: "a",
    before: "0",
    ...more,
  };
}

it("lists the changes of one cluster, newest first, as the page reads them", () => {
  const audit = new Audit(folder);
  const first = audit.begin(record());
  audit.begin(record({ cluster: "other" }));
  const second = audit.begin(record({ reason: "because; DROP TABLE change --", flag: null, before: null }));
  audit.end(first, { verdict: "ok", after: "1", message: "ERR_OK" });
  const list = auditSchema.parse(audit.list("onebox"));
  expect(list.map(({ id, verdict, after }) => [id, verdict, after])).toEqual([
    [second, "pending", null],
    [first, "ok", "1"],
  ]);
  expect(list[0]?.reason).toBe("because; DROP TABLE change --");
  expect(audit.list("other")).toHaveLength(1);
  expect(audit.list("nowhere")).toEqual([]);
  audit.close();
});

it("takes in a file of an earlier version, which knew neither the process nor what belongs together", () => {
  const old = new Audit(folder);
  old.begin(record({ reason: "old" }));
  old.close();
  const database = new Database(join(folder, "audit.db"));
  database.exec("ALTER TABLE change DROP COLUMN started; ALTER TABLE change DROP COLUMN batch;");
  database.close();
  const audit = new Audit(folder);
  audit.begin(record({ started: "2026-03-13 08:15:42", batch: "b1" }));
  expect(audit.list("onebox").map(({ reason, started, batch }) => [reason, started, batch])).toEqual([
    [null, "2026-03-13 08:15:42", "b1"],
    ["old", null, null],
  ]);
  audit.close();
});

it("keeps what it was told, and makes unknown what a stopped process left pending", () => {
  const before = new Audit(folder);
  const done = before.begin(record());
  before.end(done, { verdict: "refused", after: "0", message: "no" });
  before.begin(record({ reason: "cut off" }));
  before.close(); // as a crash leaves it: begun, never ended
  const after = new Audit(folder);
  expect(after.list("onebox").map(({ reason, verdict, message }) => [reason, verdict, message])).toEqual([
    ["cut off", "unknown", "The dashboard stopped before the answer came; read the value to know."],
    [null, "refused", "no"],
  ]);
  // A second start does not touch it any more, and the next change does not take its number.
  after.close();
  const again = new Audit(folder);
  expect(again.begin(record())).toBe(3);
  expect(again.list("onebox").map(({ verdict }) => verdict)).toEqual(["pending", "unknown", "refused"]);
  again.close();
});

it("shows the newest thousand", () => {
  const audit = new Audit(folder);
  for (let index = 0; index < 1010; index++) audit.begin(record({ reason: String(index) }));
  const list = audit.list("onebox");
  expect([list.length, list[0]?.reason, list.at(-1)?.reason]).toEqual([1000, "1009", "10"]);
  audit.close();
});

it("makes its folder for its owner alone", () => {
  const audit = new Audit(join(folder, "new", "er"));
  expect(statSync(join(folder, "new", "er")).mode & 0o777).toBe(0o700);
  audit.close();
});

it("says that nothing may be sent when it cannot be written, and does not mind when only the end cannot", () => {
  const audit = new Audit(folder);
  const id = audit.begin(record());
  audit.close();
  expect(() => audit.begin(record())).toThrow(GatewayFailure);
  expect(() => audit.begin(record())).toThrow(
    /^The audit log cannot be written \(.+\), and no change is made without it\.$/,
  );
  expect(() => audit.end(id, { verdict: "ok", after: null, message: null })).not.toThrow();
});

it.each<[what: string, spoil: (place: string) => void]>([
  ["a file stands where the folder should be", (place) => writeFileSync(place, "")],
  ["a folder stands where the file should be", (place) => mkdirSync(join(place, "audit.db"), { recursive: true })],
  [
    "the file is something else",
    (place) => {
      mkdirSync(place);
      writeFileSync(join(place, "audit.db"), "not a database, but long enough to be one".repeat(100));
    },
  ],
])("costs changes and not the dashboard: %s", (_what, spoil) => {
  const said: string[] = [];
  const log: Log = { ...silentLog, say: (message) => said.push(message) };
  const place = join(folder, "place");
  spoil(place);
  const data = openDataDir(place, log);
  expect(data.audit).toBeNull();
  expect(said).toHaveLength(1);
  expect(said[0]).toContain(`${place} cannot be written (`);
  expect(said[0]).toContain("changes are refused, because none is made without an audit log");
  data.clean();
});

it("costs changes and not the dashboard: there is no place for anything temporary", () => {
  const said: string[] = [];
  const data = openDataDir(null, { ...silentLog, say: (message) => said.push(message) }, join(folder, "nowhere"));
  expect(data.audit).toBeNull();
  expect(said).toEqual([expect.stringContaining("changes are refused")]);
  data.clean();
});

it("keeps what was given a place, and nothing of a temporary one", () => {
  const kept = openDataDir(join(folder, "kept"), silentLog);
  kept.audit?.begin(record());
  kept.audit?.close();
  kept.clean();
  expect(new Audit(join(folder, "kept")).list("onebox")).toHaveLength(1);
  const temporary = openDataDir(null, silentLog);
  expect(temporary.audit?.list("onebox")).toEqual([]);
  temporary.audit?.close();
  temporary.clean();
});

it.each([
  [{ XDG_STATE_HOME: "/var/state" }, "/var/state/pegasus-dashboard"],
  [{ XDG_STATE_HOME: "" }, /\/\.local\/state\/pegasus-dashboard$/],
  [{}, /\/\.local\/state\/pegasus-dashboard$/],
])("with %j the standard place is %s", (environment, place) => {
  expect(standardDataDir(environment)).toMatch(place);
});
