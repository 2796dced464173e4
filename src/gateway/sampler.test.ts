// The load route: what the sampler asks, when, and what it says when something is missing.
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { heldSchema, loadSchema, matrixSchema, topSchema, type Load } from "#api/load.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { SECOND } from "./clock.ts";
import { TestClock } from "./testing/clock.ts";
import { C, openDashboard, type Dashboard } from "./testing/dashboard.ts";
import { answer, faultServer } from "./testing/fault-server.ts";
import { leads } from "./testing/made-up-meta.ts";
import { PATIENT } from "./testing/patience.ts";

// A round of a whole simulated cluster takes a moment: these tests share one series of rounds, each goes on where the last ended.
let clock: TestClock;
let cluster: SimulatedCluster;
let page: Dashboard;
let nothing: Load;
let first: Load;
let second: Load;

beforeAll(async () => {
  clock = new TestClock({ standsStill: true });
  cluster = await startCluster({ scenario: "healthy", clock });
  page = openDashboard({ metas: cluster.metas, clock });
  nothing = await load();
  first = await nextRound(nothing, 0);
  // The second comes early, so that rates are there soon.
  second = await nextRound(first, 3 * SECOND);
});

afterAll(async () => {
  await page.close();
  await cluster.close();
});

async function load(query = "", look = page): Promise<Load> {
  const response = await look.get(`${C}/load${query}`);
  expect(response.status).toBe(200);
  return loadSchema.parse(await response.json());
}

/** What there is when `ms` have passed and a round that is later than `after` has ended. */
async function nextRound(after: Load, ms: number): Promise<Load> {
  clock.advance(ms);
  return vi.waitFor(async () => {
    const now = await load();
    expect(now.at ?? 0).toBeGreaterThan(after.at ?? 0);
    return now;
  }, PATIENT);
}

/** How many rounds each replica server was asked in. */
function roundsOf(servers: readonly string[]): number[] {
  const isRound = ({ target }: { target: string }): boolean => target.startsWith("/metrics?types=replica");
  return servers.map((server) => cluster.requests(server).filter(isRound).length);
}

function configurationsAsked(): number {
  return cluster.requests().filter(({ target }) => target.startsWith("/meta/app?name=temp")).length;
}

function sumOf(loads: Readonly<Record<string, { readQps: number | null }>>): number {
  return Object.values(loads).reduce((total, { readQps }) => total + (readQps ?? 0), 0);
}

it("knows nothing at first, gauges after one round, and rates after two", () => {
  expect(nothing).toMatchObject({ at: null, seconds: null, interval: 10, asked: 0, answered: 0, failure: null });
  expect([nothing.apps, nothing.nodes, nothing.partitions]).toEqual([{}, {}, undefined]);

  expect(first).toMatchObject({ seconds: null, asked: 5, answered: 5, failure: null });
  expect(first.cluster).toMatchObject({ readQps: null, writeQps: null });
  expect(first.cluster.storageMb).toBeGreaterThan(0);
  expect(Object.keys(first.nodes).toSorted()).toEqual([...cluster.replicas].toSorted());

  expect(second).toMatchObject({ seconds: expect.closeTo(3, 2), asked: 5, answered: 5, failure: null });
  expect(second.cluster.readQps).toBeGreaterThan(0);
  expect(second.cluster.writeQps).toBeGreaterThan(0);
  expect(sumOf(second.apps)).toBeCloseTo(second.cluster.readQps ?? 0, 3);
  expect(sumOf(second.nodes)).toBeCloseTo(second.cluster.readQps ?? 0, 3);
});

it("tells one measure of every app on every node, and what the configuration puts on one", async () => {
  const matrixOf = async (measure: string) =>
    matrixSchema.parse(await (await page.get(`${C}/load?matrix=${measure}`)).json()).matrix;
  const sum = (cells: readonly (number | null)[]): number =>
    cells.reduce<number>((total, cell) => total + (cell ?? 0), 0);
  const response = await fetch(`http://${cluster.leader()}/meta/app?name=stat&detail`);
  const { general, nodes } = CALL.app.answer.decode(await response.text());
  const stat = String(general.app_id);
  const replicas = await matrixOf("replicas");
  const primaries = await matrixOf("primaries");
  const column = replicas?.nodes.indexOf(cluster.replicas[0] ?? "") ?? -1;
  const told = nodes?.[cluster.replicas[0] ?? ""];
  expect(replicas?.apps[stat]?.[column] ?? 0).toBe(told?.total ?? 0);
  expect(primaries?.apps[stat]?.[column] ?? 0).toBe(told?.primary ?? 0);
  const storage = await matrixOf("storage");
  expect(sum(storage?.apps[stat] ?? [])).toBeCloseTo(second.apps[stat]?.storageAllMb ?? -1, 6);
  const qps = await matrixOf("qps");
  const { readQps, writeQps } = second.apps[stat] ?? {};
  expect(sum(qps?.apps[stat] ?? [])).toBeCloseTo((readQps ?? 0) + (writeQps ?? 0), 6);

  const held = heldSchema.parse(
    await (await page.get(`${C}/load?node=${encodeURIComponent(cluster.replicas[0] ?? "")}`)).json(),
  );
  const here = held.replicas.filter(({ app }) => app === "stat");
  expect(here.filter(({ role }) => role === "primary")).toHaveLength(told?.primary ?? -1);
  expect(here).toHaveLength(told?.total ?? -1);
  expect([held.unread, held.configuredAt !== null]).toEqual([0, true]);

  expect((await page.get(`${C}/load?matrix=nonsense`)).status).toBe(400);
  expect((await page.get(`${C}/load?node=10.9.9.9:1`)).status).toBe(403);
});

it("adds the partitions of one app, by their index, that sum up to it", async () => {
  const apps = CALL.apps.answer.decode(await (await fetch(`http://${cluster.leader()}/meta/apps`)).text());
  const temp = Object.values(apps.general_info).find(({ app_name }) => app_name === "temp");
  const { partitions = {}, apps: loads } = await load(`?app=${temp?.app_id}`);
  const indexes = Array.from({ length: temp?.partition_count ?? 0 }, (_, index) => String(index));
  expect(Object.keys(partitions)).toEqual(indexes);
  expect(Object.values(partitions).every(({ primary }) => cluster.replicas.includes(primary ?? ""))).toBe(true);
  expect(sumOf(partitions)).toBeCloseTo(loads[String(temp?.app_id)]?.readQps ?? -1, 3);
  expect((await load("?app=424242")).partitions).toEqual({});
});

it("names the busiest partitions of the cluster, as their apps tell them, and how far they are above the others", async () => {
  const top = topSchema.parse(await (await page.get(`${C}/load?top=3`)).json());
  const { apps } = second;
  expect(top.of).toBeGreaterThan(100);
  const busy = top.partitions.map(({ readQps, writeQps }) => (readQps ?? 0) + (writeQps ?? 0));
  expect(busy.length).toBeGreaterThanOrEqual(3);
  expect(busy).toEqual(busy.toSorted((a, b) => b - a));
  for (const { appId, partition, appReadQps, ...about } of top.partitions) {
    expect(appReadQps).toBe(apps[String(appId)]?.readQps);
    const { partitions } = await load(`?app=${appId}`);
    expect(partitions?.[String(partition)]).toMatchObject({ readQps: about.readQps, hot: about.hot });
    expect([about.readScore, about.writeScore]).toEqual([expect.any(Number), expect.any(Number)]);
  }
  const last = Object.keys((await load("?app=1")).partitions ?? {}).at(-1);
  const more = topSchema.parse(await (await page.get(`${C}/load?top=1&also=1.${last},9.9`)).json());
  expect(more.partitions.filter(({ hot }) => hot === null).length).toBeLessThanOrEqual(2);
  expect(more.partitions).toContainEqual(expect.objectContaining({ appId: 1, partition: Number(last) }));
  for (const bad of ["0", "501", "many"]) expect((await page.get(`${C}/load?top=${bad}`)).status).toBe(400);
});

it("asks one question of each server in a round, however many look", async () => {
  await Promise.all(Array.from({ length: 20 }, () => load("?app=1")));
  expect(roundsOf(cluster.replicas)).toEqual([2, 2, 2, 2, 2]);
  expect(configurationsAsked()).toBe(1);
});

it("tells which server is silent and why, goes on with the others, and asks it no more when it is known to be dead", async () => {
  const [dead = "", ...others] = cluster.replicas;
  await cluster.kill(dead);
  const third = await nextRound(second, 10 * SECOND);
  expect(third).toMatchObject({ seconds: expect.closeTo(10, 2), asked: 5, answered: 4, failure: null });
  expect(third.nodes[dead]).toMatchObject({ readQps: null, replicas: null });
  expect(third.nodes[dead]?.failure).toContain(`${dead} `);
  for (const server of others) expect(third.nodes[server]).toMatchObject({ failure: null });
  expect(third.cluster.readQps).toBeGreaterThan(0);
  // The configuration of the tables is asked anew each half minute.
  expect(configurationsAsked()).toBe(1);
  const fourth = await nextRound(third, 30 * SECOND);
  expect(fourth).toMatchObject({ asked: 4, answered: 4 });
  expect(fourth.nodes[dead]).toBeUndefined();
  expect(configurationsAsked()).toBe(2);
});

it("asks nobody anything while nobody looks, and starts afresh for one who comes back", async () => {
  await expect.poll(() => clock.sleeping, PATIENT).toBe(1);
  clock.advance(60 * SECOND);
  await expect.poll(() => clock.sleeping, PATIENT).toBe(0);
  const asked = cluster.requests().length;
  clock.advance(60 * SECOND);
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(cluster.requests().length).toBe(asked);
  const afresh = await load();
  expect(afresh).toMatchObject({ at: null, seconds: null, nodes: {} });
  expect((await nextRound(afresh, 0)).seconds).toBeNull();
});

it("keeps nothing running after it is closed", async () => {
  await expect.poll(() => clock.sleeping, PATIENT).toBe(1);
  await page.close();
  expect(clock.sleeping).toBe(0);
});

it("says why there is no load at all", async () => {
  const look = openDashboard({ metas: ["127.0.0.1:1"] });
  await expect.poll(async () => (await load("", look)).failure, PATIENT).toContain("127.0.0.1:1 refuses connections");
  expect(await load("", look)).toMatchObject({ at: null, asked: 0, answered: 0 });
  await look.close();
});

it("says that a version is too old to have metrics", async () => {
  const replica = await faultServer((socket) =>
    socket.write(answer("404 Not Found", 'service not found for "metrics"')),
  );
  const meta = await faultServer(
    leads(
      () => ({ self: meta.address, metas: [meta.address], replicas: [replica.address] }),
      (socket) =>
        socket.write(answer("200 OK", CALL.apps.answer.encode({ general_info: {}, summary: { total_app_count: 0 } }))),
    ),
  );
  const look = openDashboard({ metas: [meta.address] });
  const why = `${replica.address} has no /metrics: its version is too old.`;
  await expect.poll(async () => (await load("", look)).failure, PATIENT).toBe(why);
  expect(await load("", look)).toMatchObject({ asked: 1, answered: 0, nodes: { [replica.address]: { failure: why } } });
  await look.close();
  await Promise.all([meta.close(), replica.close()]);
});
