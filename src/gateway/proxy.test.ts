// What many viewers cost a cluster: no more than one does, and nothing at all when nobody asks.
import { afterEach, beforeEach, expect, it } from "vitest";
import { loadSchema } from "#api/load.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { SECOND } from "./clock.ts";
import { TestClock } from "./testing/clock.ts";
import { C, openDashboard, type Dashboard } from "./testing/dashboard.ts";
import { answer, faultServer, pastTheGate } from "./testing/fault-server.ts";
import { PATIENT } from "./testing/patience.ts";

let clock: TestClock;
let cluster: SimulatedCluster;
let page: Dashboard;

beforeEach(async () => {
  clock = new TestClock();
  cluster = await startCluster({ scenario: "healthy", clock });
  page = openDashboard({ metas: cluster.metas, clock, audited: true });
});

afterEach(async () => {
  await page.close();
  await cluster.close();
});

/** How often `target` was asked of any server. */
function count(target: string): number {
  return cluster.requests().filter((request) => request.target === target).length;
}

function get(road: string, maxAge?: number): Promise<Response> {
  return page.get(`${C}/${road}`, maxAge === undefined ? {} : { "cache-control": `max-age=${maxAge}` });
}

function ageOf(response: Response): number {
  return Number(response.headers.get("x-pegasus-age"));
}

it.each([
  ["leader/meta/apps", "/meta/apps"],
  ["leader/version", "/version"],
])("asks once for fifty who want %s at the same time", async (road, target) => {
  const responses = await Promise.all(Array.from({ length: 50 }, () => get(road, 0)));
  expect(new Set(await Promise.all(responses.map((response) => response.text()))).size).toBe(1);
  expect(Math.max(...responses.map(ageOf))).toBeLessThan(SECOND);
  expect(count(target)).toBe(1);
});

it("asks each server for itself, and once for all names of one", async () => {
  const [a = "", b = ""] = cluster.replicas;
  await page.get(`${C}/servers`);
  const before = count("/version");
  await Promise.all([a, b, encodeURIComponent(a), a].map((server) => get(`servers/${server}/version`, 0)));
  expect(count("/version") - before).toBe(2);
});

it("serves an answer for as long as the asker allows: a second without a word", async () => {
  await get("leader/meta/apps");
  expect(ageOf(await get("leader/meta/apps"))).toBeLessThanOrEqual(SECOND);
  expect(count("/meta/apps")).toBe(1);
  clock.advance(4 * SECOND);
  const old = await get("leader/meta/apps", 5);
  expect(ageOf(old)).toBeGreaterThanOrEqual(4 * SECOND);
  expect(count("/meta/apps")).toBe(1);
  await get("leader/meta/apps");
  expect(count("/meta/apps")).toBe(2);
  clock.advance(2 * SECOND);
  await get("leader/meta/apps", 1);
  expect(count("/meta/apps")).toBe(3);
});

it("serves nothing older than a minute, whatever the asker allows", async () => {
  await get("leader/meta/apps");
  clock.advance(59 * SECOND);
  await get("leader/meta/apps", 9999);
  expect(count("/meta/apps")).toBe(1);
  clock.advance(2 * SECOND);
  await get("leader/meta/apps", 9999);
  expect(count("/meta/apps")).toBe(2);
});

it("does not serve a failure to those who come later", async () => {
  let asked = 0;
  const meta = await faultServer(
    pastTheGate((socket) => {
      if (asked++ === 0) socket.destroy();
      else socket.write(answer("200 OK", "{}\n"));
    }),
  );
  const look = openDashboard({ metas: [meta.address] });
  const statuses = await Promise.all(Array.from({ length: 9 }, () => look.get(`${C}/leader/meta/apps`)));
  expect(statuses.map(({ status }) => status)).toEqual(statuses.map(() => 502));
  expect((await look.get(`${C}/leader/meta/apps`)).status).toBe(200);
  expect(asked).toBe(2);
  await look.close();
  await meta.close();
});

it.each(["apps", "nodes"])(
  "asks for the details of %s once in ten seconds, however and whoever wants them",
  async (list) => {
    const target = `/meta/${list}?detail`;
    const [leader = "", backup = ""] = cluster.metas;
    const spellings = ["?detail", "?detail=", "?detail=true", "?detail=false", "?%64etail", "?&detail&"];
    const roads = ["leader", `servers/${leader}`, `servers/${backup}`, `servers/${encodeURIComponent(backup)}`];
    const everybody = async (): Promise<void> => {
      const asked = roads.flatMap((road) => spellings.map((query) => get(`${road}/meta/${list}${query}`, 0)));
      expect(new Set((await Promise.all(asked)).map(({ status }) => status))).toEqual(new Set([200]));
    };
    const atLeader = (): number =>
      cluster.requests(leader).filter((request) => request.target.startsWith(`/meta/${list}?`)).length;
    await everybody();
    clock.advance(5 * SECOND);
    await everybody();
    // Not even a change makes them be asked sooner.
    await page.post(`${C}/servers/${leader}/updateConfig?checkpoint_reserve_min_count=3`);
    await everybody();
    clock.advance(4 * SECOND);
    await everybody();
    expect([atLeader(), count(target)]).toEqual([1, 1]);
    clock.advance(2 * SECOND);
    await everybody();
    expect(atLeader()).toBe(2);
    // The plain list is not careful: it is asked for as usual.
    await get(`leader/meta/${list}`, 0);
    await get(`leader/meta/${list}`, 0);
    expect(count(`/meta/${list}`)).toBeGreaterThanOrEqual(1);
  },
);

it("does not take what a replica server says of details for the leader's word", async () => {
  const [replica = ""] = cluster.replicas;
  expect((await get("leader/meta/apps?detail")).status).toBe(200);
  expect((await get(`servers/${replica}/meta/apps?detail`)).status).toBe(404);
  expect((await get("leader/meta/apps?detail&unknown=1")).status).toBe(400);
  expect((await get("leader/meta/apps?detail")).status).toBe(200);
});

it("has four questions at most under way at one server, through all routes together", async () => {
  let now = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const meta = await faultServer(
    pastTheGate((socket) => {
      most = Math.max(most, ++now);
      waiting.push(() => {
        now--;
        socket.write(answer("200 OK", "{}\n"));
      });
    }),
  );
  const look = openDashboard({ metas: [meta.address] });
  const asked = Array.from({ length: 12 }, (_, index) => [
    look.get(`${C}/servers/${meta.address}/config?name=f${index}`),
    look.get(`${C}/leader/meta/app?name=t${index}`),
  ]).flat();
  let done = 0;
  for (const response of asked) void response.then(() => done++);
  while (done < asked.length) {
    await expect.poll(() => waiting.length > 0 || done === asked.length, PATIENT).toBe(true);
    for (const go of waiting.splice(0)) go();
  }
  expect(most).toBe(4);
  await look.close();
  await meta.close();
});

it("asks nobody anything while nobody asks it", async () => {
  await page.get("/api/clusters");
  await page.get(`${C}/servers`);
  await page.get(`${C}/load`);
  await get("leader/meta/apps?detail");
  // The sampler goes on while somebody looks …
  const rounds = (): number =>
    cluster.requests().filter((request) => request.target.startsWith("/metrics?types=replica")).length;
  const last = async (): Promise<unknown> => loadSchema.parse(await (await page.get(`${C}/load`)).json()).at;
  await expect.poll(last, PATIENT).not.toBeNull();
  expect(rounds()).toBe(cluster.replicas.length);
  clock.advance(4 * SECOND);
  await expect.poll(rounds, PATIENT).toBe(2 * cluster.replicas.length);
  // … and ends its rounds when nobody has for a while.
  const sampling = async (): Promise<string | undefined> =>
    /^pegasus_dashboard_sampling\{.*\} (\d)$/m.exec(await (await page.get("/metrics")).text())?.[1];
  expect(await sampling()).toBe("1");
  clock.advance(40 * SECOND);
  await expect.poll(sampling, PATIENT).toBe("0");
  const before = cluster.requests().length;
  for (let minutes = 0; minutes < 10; minutes++) clock.advance(60 * SECOND);
  // What had been sent by now would have come before this.
  await fetch(`http://${cluster.replicas[0]}/version`);
  expect(
    cluster
      .requests()
      .slice(before)
      .map((request) => request.target),
  ).toEqual(["/version"]);
});

it("asks nobody anything before somebody asks it", async () => {
  const look = openDashboard({ metas: cluster.metas });
  expect((await look.get("/healthz")).status).toBe(200);
  expect((await look.get("/api/session")).status).toBe(200);
  expect(cluster.requests()).toEqual([]);
  await look.close();
});
