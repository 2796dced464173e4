// A dashboard that was killed in the midst of changes, started again.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { auditSchema, type AuditEntry } from "#api/changes.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { Audit, type AuditRecord } from "./audit.ts";
import { gateway, type Gateway } from "./gateway.ts";
import { silentLog } from "./log.ts";
import { systemResolve } from "./names.ts";
import { TestClock } from "./testing/clock.ts";
import { PATIENT } from "./testing/patience.ts";

const FLAG = "checkpoint_reserve_min_count";

let cluster: SimulatedCluster;
let folder: string;
let clock: TestClock;
let running: Gateway | null = null;

beforeEach(async () => {
  cluster = await startCluster({ scenario: "healthy" });
  folder = mkdtempSync(join(tmpdir(), "pegasus-reread-"));
  clock = new TestClock();
});

afterEach(async () => {
  await running?.close();
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Begun, never ended: as a crash leaves it. */
function cutOff(records: readonly Partial<AuditRecord>[]): void {
  const book = new Audit(folder);
  const usual = { at: 1, cluster: "c", user: "ann", reason: null, server: cluster.replicas[0] ?? "", before: "2" };
  for (const more of records) book.begin({ ...usual, what: `/updateConfig?${FLAG}=5`, flag: FLAG, ...more });
  book.close();
}

function start(): void {
  running = gateway({
    clusters: [
      { settings: { name: "c", title: "C", environment: null, metas: cluster.metas, writes: true, kind: "demo" } },
    ],
    clock,
    resolve: systemResolve,
    doors: { hosts: new Set(), port: () => 8080 },
    audit: new Audit(folder),
    log: silentLog,
  });
}

async function audit(): Promise<AuditEntry[]> {
  const request = new Request("http://localhost/api/clusters/c/audit", { headers: { host: "localhost" } });
  return auditSchema.parse(await (await running?.fetch(request))?.json());
}

it("reads the flag again before it says anything, masks a secret, and asks for nothing else", async () => {
  cutOff([
    {},
    { flag: "server_key", what: "/updateConfig?server_key=••••••••" },
    { flag: null, what: "POST /pprof/growth" },
    { server: "leader" },
  ]);
  await fetch(`http://${cluster.replicas[0]}/updateConfig?${FLAG}=5`);
  start();
  await expect.poll(async () => (await audit()).filter(({ after }) => after !== null).length, PATIENT).toBe(2);
  expect((await audit()).map(({ verdict, after, message }) => [verdict, after, message])).toEqual([
    ["unknown", null, "The dashboard stopped before the answer came; read the value to know."],
    ["unknown", null, "The dashboard stopped before the answer came; read the value to know."],
    [
      "unknown",
      "••••••••",
      "The dashboard stopped before the answer came. Read again at the next start: the value was •••••••• then.",
    ],
    [
      "unknown",
      "5",
      "The dashboard stopped before the answer came. Read again at the next start: the value was 5 then.",
    ],
  ]);
});

it("tries again when the server is not up yet", async () => {
  const server = cluster.replicas[0] ?? "";
  await cluster.kill(server);
  cutOff([{}]);
  start();
  await expect.poll(() => clock.sleeping > 0 && cluster.requests().length > 0, PATIENT).toBe(true);
  await expect.poll(async () => (await audit()).map(({ after }) => after), PATIENT).toEqual([null]);
  await cluster.start(server);
  await expect
    .poll(async () => {
      clock.advance(5000);
      return (await audit()).map(({ after }) => after);
    }, PATIENT)
    .toEqual(["2"]);
});

it("asks the cluster nothing when nothing was cut off, and stops waiting when it is closed", async () => {
  start();
  await running?.close();
  expect(cluster.requests()).toEqual([]);
  cutOff([{ server: "127.0.0.1:1" }]);
  start();
  await running?.close();
  running = null;
});
