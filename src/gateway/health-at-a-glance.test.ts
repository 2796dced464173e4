import { afterEach, beforeEach, expect, it } from "vitest";
import { clustersSchema } from "#api/clusters.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { SECOND } from "./clock.ts";
import { TestClock } from "./testing/clock.ts";
import { openDashboard, type Dashboard } from "./testing/dashboard.ts";
import { PATIENT } from "./testing/patience.ts";

let clock: TestClock;
let cluster: SimulatedCluster;
let page: Dashboard;

beforeEach(async () => {
  clock = new TestClock({ standsStill: true });
  cluster = await startCluster({ scenario: "healthy", clock });
  page = openDashboard({ metas: cluster.metas, clock });
});

afterEach(async () => {
  await page.close();
  await cluster.close();
});

async function glance(): Promise<{ health: string | undefined; reason: string | undefined }> {
  const [first] = clustersSchema.parse(await (await page.get("/api/clusters")).json());
  return { health: first?.health, reason: first?.reason };
}

async function health(): Promise<string | undefined> {
  return (await glance()).health;
}

it("is well when all is well, and is looked at once in ten seconds for all viewers", async () => {
  const looks = (): number => cluster.requests().filter(({ target }) => target === "/metrics?types=table").length;
  expect(await Promise.all([health(), health(), health()])).toEqual(["ok", "ok", "ok"]);
  clock.advance(9 * SECOND);
  expect([await health(), looks()]).toEqual(["ok", 1]);
  clock.advance(2 * SECOND);
  expect([await health(), looks()]).toEqual(["ok", 2]);
});

it("asks the leader nothing that could hurt it: no details", async () => {
  await health();
  expect(cluster.requests().filter(({ target }) => /^\/meta\/(apps|nodes)\?/.test(target))).toEqual([]);
});

it("is critical when a partition has lost its only copy, with the reason", async () => {
  await cluster.kill(cluster.replicas[0] ?? "");
  clock.advance(30 * SECOND);
  expect(await glance()).toEqual({
    health: "critical",
    reason: expect.stringMatching(
      /^\d+ partitions? of 1 app without a primary, neither readable nor writable.* \(scratch\)$/,
    ),
  });
});

it("is critical when nobody leads, and when nobody answers", async () => {
  await cluster.kill(cluster.metas[0] ?? "");
  expect(await glance()).toEqual({ health: "critical", reason: expect.stringMatching(/^No meta server leads/) });
  for (const meta of cluster.metas.slice(1)) await cluster.kill(meta);
  clock.advance(11 * SECOND);
  expect(await glance()).toEqual({
    health: "critical",
    reason: expect.stringMatching(/^None of the 3 meta servers answers\. \(127/),
  });
});

it("does not keep the list waiting for a cluster that hangs, and shows what was known meanwhile", async () => {
  expect(await health()).toBe("ok");
  for (const meta of cluster.metas) cluster.freeze(meta);
  clock.advance(11 * SECOND);
  const answer = health();
  await expect.poll(() => clock.sleeping, PATIENT).toBe(1);
  clock.advance(SECOND);
  expect(await answer).toBe("ok");
});

it("says of a cluster that has never answered that it has not yet", async () => {
  for (const meta of cluster.metas) cluster.freeze(meta);
  const answer = glance();
  await expect.poll(() => clock.sleeping, PATIENT).toBe(1);
  clock.advance(SECOND);
  expect(await answer).toEqual({ health: "unknown", reason: "It has not answered yet." });
});
