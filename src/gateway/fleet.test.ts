// One question to every server: a line for each, whatever becomes of it.
import { expect, it } from "vitest";
import { fleetLineSchema, type FleetLine } from "#api/fleet.ts";
import { MASK } from "#pegasus/secrets.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { closedAfterEach } from "./testing/closing.ts";
import { C, failureIn, openDashboard, type Dashboard } from "./testing/dashboard.ts";
import { answer, faultServer, type FaultServer } from "./testing/fault-server.ts";
import { leads } from "./testing/made-up-meta.ts";

/** A frozen server is waited for, so not long; and a busy machine gets its time. */
const LIMITS = { connectMs: 2000, patienceMs: 2000, largestBytes: 4_000_000 };
const later = closedAfterEach();

async function simulated(): Promise<{ cluster: SimulatedCluster; page: Dashboard }> {
  const cluster = later(await startCluster({ scenario: "healthy" }));
  const page = later(openDashboard({ metas: cluster.metas, limits: LIMITS }));
  return { cluster, page };
}

async function linesOf(page: Dashboard, path: string): Promise<FleetLine[]> {
  const response = await page.get(`${C}/fleet${path}`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/x-ndjson"]);
  const lines = (await response.text()).trimEnd().split("\n");
  // The schema reads what the type promises.
  return lines.map((line) => fleetLineSchema.parse(JSON.parse(line)) as FleetLine);
}

function byServer(lines: readonly FleetLine[]): Map<string, FleetLine> {
  return new Map(lines.map((line) => [line.server, line]));
}

it.each(["meta", "replica", "all"] as const)("asks every server of the role %s once, a line for each", async (role) => {
  const { cluster, page } = await simulated();
  const expected = { meta: cluster.metas, replica: cluster.replicas, all: [...cluster.metas, ...cluster.replicas] };
  const lines = await linesOf(page, `/${role}/version`);
  expect(new Set(lines.map(({ server }) => server))).toEqual(new Set(expected[role]));
  expect(lines).toHaveLength(expected[role].length);
  for (const line of lines) expect(line).toMatchObject({ status: 200, text: expect.stringContaining("Version") });
  for (const server of expected[role])
    expect(cluster.requests(server).filter(({ target }) => target === "/version").length).toBeGreaterThanOrEqual(1);
});

it("costs a server that is dead or hangs its own line only, and says what became of it", async () => {
  const { cluster, page } = await simulated();
  const [dead = "", frozen = "", ...alive] = cluster.replicas;
  await linesOf(page, "/replica/version");
  await cluster.kill(dead);
  cluster.freeze(frozen);
  const lines = byServer(await linesOf(page, "/replica/recentStartTime"));
  expect(lines.size).toBe(5);
  expect(lines.get(dead)).toMatchObject({ error: { kind: "unreachable", message: expect.stringContaining(dead) } });
  expect(lines.get(frozen)).toMatchObject({ error: { kind: "timeout" } });
  for (const server of alive) expect(lines.get(server)).toMatchObject({ status: 200 });
});

it("passes on what each meta says for itself, a backup's redirect too", async () => {
  const { cluster, page } = await simulated();
  const lines = byServer(await linesOf(page, "/meta/meta/cluster"));
  const [leader = "", ...backups] = cluster.metas;
  expect(lines.get(leader)).toMatchObject({ status: 200, text: expect.stringContaining("meta_servers") });
  for (const backup of backups) expect(lines.get(backup)).toMatchObject({ status: 307, text: "" });
});

it("masks the secrets of every server", async () => {
  const { page } = await simulated();
  const lines = await linesOf(page, "/all/config?name=server_key");
  expect(lines).toHaveLength(8);
  for (const line of lines) expect(line).toMatchObject({ text: expect.stringContaining(MASK) });
  expect(JSON.stringify(lines)).not.toContain("5EC2E75");
});

it("shows a body that is not UTF-8 as base64", async () => {
  const bytes = Buffer.from([0xff, 0x00, 0x41]);
  const replica = later<FaultServer>(
    await faultServer((socket) => {
      socket.write(Buffer.concat([Buffer.from(answer("200 OK", "abc").replace("abc", "")), bytes]));
    }),
  );
  const meta: FaultServer = later(
    await faultServer(leads(() => ({ self: meta.address, metas: [meta.address], replicas: [replica.address] }))),
  );
  const page = later(openDashboard({ metas: [meta.address], limits: LIMITS }));
  expect(await linesOf(page, "/replica/metrics")).toEqual([
    { server: replica.address, status: 200, ms: expect.any(Number), base64: bytes.toString("base64") },
  ]);
});

it("asks many askers' question once", async () => {
  const { cluster, page } = await simulated();
  await Promise.all(Array.from({ length: 10 }, () => linesOf(page, "/replica/version")));
  for (const server of cluster.replicas)
    expect(cluster.requests(server).filter(({ target }) => target === "/version")).toHaveLength(1);
});

it.each([
  ["/meta/updateConfig?a=b", "does more than read"],
  ["/all/%75pdateConfig?a=b", "does more than read"],
  ["/all//%20updateConfig%20/?a=b", "does more than read"],
  ["/replica/version/../updateConfig?a=b", "does more than read"],
  ["/replica/version%2f..%2fupdateConfig?a=b", "does more than read"],
  ["/all/updateConfig%3Fa=b", "does more than read"],
  ["/all/pprof/profile?seconds=1", "does more than read"],
  ["/meta/unknown", "does more than read"],
  ["/meta/meta/apps?detail", "can abort a meta server"],
  ["/all/meta//nodes?detail=false", "can abort a meta server"],
  ["/everybody/version", "is one of meta, replica, all"],
  ["/meta/version?%0d", "CR and LF"],
])("refuses %s and sends nothing", async (path, words) => {
  const { cluster, page } = await simulated();
  const refusal = await failureIn(await page.get(`${C}/fleet${path}`));
  expect(refusal).toMatchObject({ status: 400, kind: "bad-request", message: expect.stringContaining(words) });
  expect([...cluster.metas, ...cluster.replicas].map((server) => cluster.requestCount(server))).toEqual(
    Array.from({ length: 8 }, () => 0),
  );
});

it("has a line for each configured meta even when none of them is there", async () => {
  const { cluster, page } = await simulated();
  await Promise.all(cluster.metas.map((meta) => cluster.kill(meta)));
  const lines = await linesOf(page, "/all/version");
  expect(new Set(lines.map(({ server }) => server))).toEqual(new Set(cluster.metas));
  for (const line of lines) expect(line).toMatchObject({ error: { kind: "unreachable" } });
});
