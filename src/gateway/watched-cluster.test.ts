// Leaders that die, servers that hang, and names that differ: what the routes and the roster make of them.
import { afterEach, beforeEach, expect, it } from "vitest";
import { rosterSchema, type RosterEntry } from "#api/clusters.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { SECOND } from "./clock.ts";
import { TestClock } from "./testing/clock.ts";
import { C, failureIn, openDashboard, type Dashboard, type DashboardOptions } from "./testing/dashboard.ts";
import { answer, faultServer, type Behaviour, type FaultServer } from "./testing/fault-server.ts";
import { leads, sendsTo, type Belonging } from "./testing/made-up-meta.ts";
import { PATIENT } from "./testing/patience.ts";

const FRESH = { "cache-control": "max-age=0" };
const LIMITS = { connectMs: 1000, patienceMs: 1000, largestBytes: 200_000 };

let clock: TestClock;
const clusters: SimulatedCluster[] = [];
const dashboards: Dashboard[] = [];
const servers: FaultServer[] = [];

beforeEach(() => {
  clock = new TestClock();
});

afterEach(async () => {
  await Promise.all(dashboards.splice(0).map((dashboard) => dashboard.close()));
  await Promise.all(clusters.splice(0).map((cluster) => cluster.close()));
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function simulated(): Promise<SimulatedCluster> {
  const cluster = await startCluster({ scenario: "healthy", clock });
  clusters.push(cluster);
  return cluster;
}

function open(options: DashboardOptions): Dashboard {
  const dashboard = openDashboard({ clock, ...options });
  dashboards.push(dashboard);
  return dashboard;
}

async function roster(page: Dashboard): Promise<RosterEntry[]> {
  clock.advance(5 * SECOND);
  return rosterSchema.parse(await (await page.get(`${C}/servers`)).json());
}

async function entryOf(page: Dashboard, server: string): Promise<Omit<RosterEntry, "server">[]> {
  const found = (await roster(page)).filter((entry) => entry.server === server);
  return found.map(({ role, leader, alive, starting }) => ({ role, leader, alive, starting }));
}

async function start(behave: Behaviour): Promise<FaultServer> {
  const server = await faultServer(behave);
  servers.push(server);
  return server;
}

function leadingMeta(words: () => Belonging): Promise<FaultServer> {
  return start(leads(words));
}

function backupMeta(leader: () => string): Promise<FaultServer> {
  return start(sendsTo(leader));
}

it("says that a leader is elected when the old one has died, and goes on with the new one", async () => {
  const cluster = await simulated();
  const page = open({ metas: cluster.metas });
  const [old = "", ...others] = cluster.metas;
  expect((await page.get(`${C}/leader/meta/apps`)).headers.get("x-pegasus-server")).toBe(old);
  await cluster.kill(old);

  const electing = await page.get(`${C}/leader/meta/apps`, FRESH);
  expect(electing.headers.get("retry-after")).toBe("2");
  expect(electing.headers.get("x-pegasus-hops")).toMatch(
    new RegExp(`^${old} (unreachable|dropped), ${others[0]} 307, ${others[1]} 307$`),
  );
  expect(await failureIn(electing)).toEqual({
    status: 503,
    kind: "electing",
    message: `The leader ${old} is gone; a new one is elected within seconds.`,
  });
  expect(await entryOf(page, old)).toEqual([{ role: "meta", leader: false, alive: false, starting: false }]);

  clock.advance(9 * SECOND);
  const recovered = page.get(`${C}/leader/meta/apps`, FRESH);
  // Its first second is not believed, see below.
  await expect.poll(() => clock.sleeping, PATIENT).toBeGreaterThan(0);
  clock.advance(SECOND);
  const response = await recovered;
  expect([response.status, response.headers.get("x-pegasus-server")]).toEqual([200, cluster.leader()]);
  expect(others).toContain(cluster.leader());
  expect(await entryOf(page, cluster.leader() ?? "")).toEqual([
    { role: "meta", leader: true, alive: true, starting: false },
  ]);
});

it("does not believe the empty cluster of a leader in its first moments", async () => {
  clock = new TestClock({ standsStill: true }); // those moments are soon over on a busy machine
  const cluster = await simulated();
  const page = open({ metas: cluster.metas });
  await page.get(`${C}/leader/meta/apps`);
  await cluster.kill(cluster.metas[0] ?? "");
  clock.advance(9 * SECOND);
  // Now a leader is there and has not loaded everything yet: asked directly, it lists no tables or a few.
  const direct = CALL.apps.answer.decode(await (await fetch(`http://${cluster.metas[1]}/meta/apps`)).text());
  expect(direct.summary.total_app_count).toBeLessThan(12);
  const asked = page.get(`${C}/leader/meta/apps`, FRESH);
  await expect.poll(() => clock.sleeping, PATIENT).toBe(1);
  clock.advance(SECOND);
  const list = CALL.apps.answer.decode(await (await asked).text());
  expect(list.summary.total_app_count).toBe(12);
});

it("shows a backup that is down as dead, and alive when it is back and has passed the gate", async () => {
  const cluster = await simulated();
  const page = open({ metas: cluster.metas });
  const backup = cluster.metas[2] ?? "";
  expect(await entryOf(page, backup)).toEqual([{ role: "meta", leader: false, alive: true, starting: false }]);
  await cluster.kill(backup);
  expect(await entryOf(page, backup)).toEqual([{ role: "meta", leader: false, alive: false, starting: false }]);
  await cluster.start(backup);
  expect(await entryOf(page, backup)).toEqual([{ role: "meta", leader: false, alive: true, starting: true }]);
});

it("shows a replica server as the leader does, and answers for others while it is down", async () => {
  const cluster = await simulated();
  const page = open({ metas: cluster.metas });
  const [dead = "", other = ""] = cluster.replicas;
  await roster(page);
  await cluster.kill(dead);
  expect(await failureIn(await page.get(`${C}/servers/${dead}/version`))).toMatchObject({
    status: 502,
    kind: "unreachable",
  });
  expect((await page.get(`${C}/servers/${other}/version`)).status).toBe(200);
  // The leader needs its time to notice (reference 9.2).
  expect(await entryOf(page, dead)).toMatchObject([{ role: "replica", alive: true }]);
  clock.advance(25 * SECOND);
  expect(await entryOf(page, dead)).toMatchObject([{ role: "replica", alive: false }]);
});

it("is not held up by servers that hang", async () => {
  const cluster = await simulated();
  const page = open({ metas: cluster.metas, limits: LIMITS });
  const [leader = "", backup = ""] = cluster.metas;
  const [replica = ""] = cluster.replicas;
  await roster(page);
  cluster.freeze(backup);
  cluster.freeze(replica);
  const began = performance.now();
  const [list, hung, fine] = await Promise.all([
    page.get(`${C}/servers`),
    page.get(`${C}/servers/${replica}/version`),
    page.get(`${C}/leader/meta/apps`, FRESH),
  ]);
  expect(performance.now() - began).toBeLessThan(3 * SECOND);
  expect([list.status, fine.status]).toEqual([200, 200]);
  expect(await failureIn(hung)).toMatchObject({ status: 504, kind: "timeout" });
  cluster.thaw(replica);
  clock.advance(SECOND);
  expect((await page.get(`${C}/servers/${replica}/version`)).status).toBe(200);

  cluster.freeze(leader);
  clock.advance(SECOND);
  expect(await failureIn(await page.get(`${C}/leader/meta/apps`, FRESH))).toMatchObject({
    status: 503,
    kind: "electing",
  });
});

it("takes two names of one server for one, shows the cluster's own, and answers to either", async () => {
  const cluster = await simulated();
  const byName = cluster.metas.map((meta) => meta.replace("127.0.0.1", "pegasus.internal"));
  const resolve = async (host: string): Promise<string> => (host === "pegasus.internal" ? "127.0.0.1" : host);
  const page = open({ metas: byName, resolve });
  expect((await roster(page)).filter(({ role }) => role === "meta").map(({ server }) => server)).toEqual(
    cluster.metas.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true })),
  );
  for (const name of [byName[1] ?? "", cluster.metas[1] ?? ""]) {
    const response = await page.get(`${C}/servers/${name}/version`);
    expect(response.headers.get("x-pegasus-server")).toBe(cluster.metas[1]);
  }
  // One server also in what it costs: the second of them was answered by the first one's answer.
  expect(
    cluster.requests(cluster.metas[1] ?? "").filter(({ target }) => target === "/version").length,
  ).toBeLessThanOrEqual(2);
});

it("finds a leader that the cluster calls by a name nobody here knows, shows it once and answers to that name", async () => {
  const leader = await leadingMeta(() => ({
    self: "pod-1.pegasus:34601",
    metas: ["pod-0.pegasus:34601", "pod-1.pegasus:34601"],
  }));
  const backup = await backupMeta(() => "pod-1.pegasus:34601");
  const resolve = async (host: string): Promise<string> => {
    if (host === "127.0.0.1") return host;
    throw new Error("ENOTFOUND");
  };
  const page = open({ metas: [backup.address, leader.address], resolve });
  const found = await page.get(`${C}/leader/meta/apps`);
  expect([found.status, found.headers.get("x-pegasus-hops")]).toEqual([200, `${backup.address} 307`]);
  const metas = (await roster(page)).map((entry) => ({ server: entry.server, leads: entry.leader }));
  expect(metas).toEqual(
    expect.arrayContaining([
      { server: "pod-1.pegasus:34601", leads: true },
      { server: backup.address, leads: false },
      { server: "pod-0.pegasus:34601", leads: false },
    ]),
  );
  expect(metas).toHaveLength(3);
  const response = await page.get(`${C}/servers/pod-1.pegasus:34601/version`);
  expect([response.status, response.headers.get("x-pegasus-server")]).toEqual([200, "pod-1.pegasus:34601"]);
  const missing = await failureIn(await page.get(`${C}/servers/pod-0.pegasus:34601/version`));
  expect(missing).toEqual({
    status: 502,
    kind: "unreachable",
    message: "pod-0.pegasus:34601 has a name that does not resolve from here.",
  });
});

it("believes no server that it is another one", async () => {
  const honest = await leadingMeta(() => ({ self: honest.address, metas: [honest.address] }));
  const liar = await leadingMeta(() => ({ self: honest.address, metas: [liar.address] }));
  const page = open({ metas: [liar.address, honest.address] });
  await roster(page);
  const response = await page.get(`${C}/servers/${honest.address}/version`);
  expect(response.headers.get("x-pegasus-server")).toBe(honest.address);
  expect(honest.requests).toContain("GET /version");
});

it("asks nobody whom only a replica server names", async () => {
  const stranger = await leadingMeta(() => ({ self: stranger.address, metas: [] }));
  const replica = await backupMeta(() => stranger.address);
  const leader = await leadingMeta(() => ({
    self: leader.address,
    metas: [leader.address],
    replicas: [replica.address],
  }));
  const page = open({ metas: [leader.address] });
  await roster(page);
  await page.get(`${C}/servers/${replica.address}/meta/apps`);
  expect(replica.requests).toContain("GET /meta/apps");
  expect(stranger.accepted()).toBe(0);
  expect(await failureIn(await page.get(`${C}/servers/${stranger.address}/version`))).toMatchObject({
    status: 403,
    kind: "not-a-member",
  });
});

it("lets go of a server that the cluster no longer names, and of its connections", async () => {
  const replica = await start((socket) => socket.write(answer("200 OK", "{}\n")));
  let replicas = [replica.address];
  const leader = await leadingMeta(() => ({ self: leader.address, metas: [leader.address], replicas }));
  const page = open({ metas: [leader.address] });
  expect((await page.get(`${C}/servers/${replica.address}/version`)).status).toBe(200);
  expect(replica.open()).toBe(1);
  replicas = [];
  expect((await roster(page)).map(({ server }) => server)).toEqual([leader.address]);
  await expect.poll(() => replica.open(), PATIENT).toBe(0);
  expect(await failureIn(await page.get(`${C}/servers/${replica.address}/version`))).toMatchObject({
    kind: "not-a-member",
  });
});

it("does not call a meta dead because one answer was too large", async () => {
  const words = (): Belonging => ({ self: leader.address, metas: [leader.address] });
  const leader: FaultServer = await start(leads(words, (socket) => socket.write(answer("200 OK", "x".repeat(2000)))));
  const page = open({ metas: [leader.address], limits: { ...LIMITS, largestBytes: 1000 } });
  expect(await entryOf(page, leader.address)).toMatchObject([{ leader: true, alive: true }]);
  for (const target of ["/meta/app?name=large", `/meta/app?name=${"n".repeat(3950)}`]) {
    expect(await failureIn(await page.get(`${C}/leader${target}`))).toMatchObject({ kind: "too-large" });
  }
  expect(await entryOf(page, leader.address)).toMatchObject([{ leader: true, alive: true }]);
});

it("keeps a roster when nobody leads", async () => {
  const cluster = await simulated();
  const page = open({ metas: cluster.metas });
  const whole = await roster(page);
  await cluster.kill(cluster.metas[0] ?? "");
  const without = await roster(page);
  expect(without.map(({ server }) => server)).toEqual(whole.map(({ server }) => server));
  expect(without.some(({ leader }) => leader)).toBe(false);
});

it("closes every connection that it has opened", async () => {
  const leader = await leadingMeta(() => ({ self: leader.address, metas: [leader.address, backup.address] }));
  const backup = await backupMeta(() => leader.address);
  const page = openDashboard({ metas: [leader.address, backup.address], clock });
  await page.get("/api/clusters");
  await page.get(`${C}/servers`);
  await page.get(`${C}/load`);
  await Promise.all([1, 2, 3, 4, 5].map((index) => page.get(`${C}/leader/meta/app?name=t${index}`)));
  expect(leader.open()).toBeGreaterThan(0);
  await page.close();
  await expect.poll(() => [leader.open(), backup.open()], PATIENT).toEqual([0, 0]);
  expect(await failureIn(await page.get(`${C}/leader/meta/apps`))).toMatchObject({ status: 502 });
});
