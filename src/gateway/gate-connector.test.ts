// The gate over real sockets: a meta that restarts while nobody looks must live.
import { afterEach, beforeEach, expect, it } from "vitest";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { SECOND } from "./clock.ts";
import { TestClock } from "./testing/clock.ts";
import { answer, faultServer, pastTheGate, type FaultServer } from "./testing/fault-server.ts";
import { C, failureIn, openDashboard, type Dashboard } from "./testing/dashboard.ts";

/** Of the simulated metas: their ZooKeeper time-out of 10 s and 5 s more. */
const W_MS = 15 * SECOND;
/** For a restarted meta that never gets done within a test: it is put forward by hand. */
const LONG_START = { startMs: 5 * SECOND, dangerMs: 5 * SECOND };

let clock: TestClock;
let cluster: SimulatedCluster;
const open: Dashboard[] = [];

beforeEach(async () => {
  clock = new TestClock();
  cluster = await startCluster({ scenario: "healthy", clock });
});

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await cluster.close();
});

function dashboard(): Dashboard {
  const opened = openDashboard({ metas: cluster.metas, clock });
  open.push(opened);
  return opened;
}

/** A meta by its place in the configuration; the first one leads. */
function meta(index: number): string {
  const server = cluster.metas[index];
  if (server === undefined) throw new Error(`There is no meta ${index}.`);
  return server;
}

function metaRequestsTo(server: string): string[] {
  return cluster
    .requests(server)
    .map(({ target }) => target)
    .filter((target) => target.startsWith("/meta"));
}

/** Everything that a page or a script may ask of it at once, by every road, cached answers not allowed. */
async function hammer(look: Dashboard, server: string): Promise<Response[]> {
  const targets = [
    "/meta/cluster",
    "/meta/nodes",
    "/meta/apps",
    "/meta/app?name=temp",
    "/meta/nodes?detail",
    "//meta/./apps",
  ];
  const roads = [`${C}/leader`, `${C}/servers/${server}`, `${C}/servers/${encodeURIComponent(server)}`];
  const fresh = { "cache-control": "max-age=0" };
  return Promise.all(
    Array.from({ length: 5 }).flatMap(() =>
      roads.flatMap((road) => targets.map((target) => look.get(`${road}${target}`, fresh))),
    ),
  );
}

/** A kept connection may be found dead only by the request that is written to it: that one is told so, and not repeated. */
const FIRST = ["starting", "dropped"];

/** Who answered, or the kind of failure. */
async function outcome(response: Response): Promise<string> {
  return response.headers.get("x-pegasus-server") ?? (await failureIn(response)).kind;
}

it("is needed: one plain request kills a simulated meta that is starting", async () => {
  await cluster.restart(meta(1), LONG_START);
  await expect(fetch(`http://${meta(1)}/meta/cluster`)).rejects.toThrow("fetch failed");
  expect(cluster.deaths()).toBe(1);
});

it("lets a leader live that restarts while nobody looks, whatever comes first after it", async () => {
  const look = dashboard();
  const before = await look.get(`${C}/leader/meta/cluster`);
  expect(before.headers.get("x-pegasus-server")).toBe(meta(0));
  const asked = metaRequestsTo(meta(0)).length;
  await cluster.restart(meta(0), LONG_START);

  expect(FIRST).toContain(await outcome(await look.get(`${C}/servers/${meta(0)}/meta/cluster`)));
  const second = await look.get(`${C}/servers/${meta(0)}/meta/cluster`);
  expect(second.headers.get("retry-after")).toBe("15");
  expect(await failureIn(second)).toEqual({
    status: 503,
    kind: "starting",
    message: `The meta server ${meta(0)} has just started. A question now could kill it, so it is left alone for 15 s more at most.`,
  });

  const answers = await hammer(look, meta(0));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect(answers.every(({ headers }) => Number(headers.get("retry-after")) >= 1)).toBe(true);
  expect(metaRequestsTo(meta(0))).toHaveLength(asked);
  expect(cluster.deaths()).toBe(0);
});

it("lets a backup live, while the leader goes on answering", async () => {
  const look = dashboard();
  // A connection to the backup is there and idle when its process dies.
  const before = await look.get(`${C}/servers/${meta(1)}/meta/cluster`);
  expect(before.headers.get("x-pegasus-hops")).toBe(`${meta(1)} 307`);
  await cluster.restart(meta(1), LONG_START);

  const burst = await Promise.all((await hammer(look, meta(1))).map(outcome));
  expect([meta(0), ...FIRST]).toEqual(expect.arrayContaining(burst));
  const then = await Promise.all((await hammer(look, meta(1))).map(outcome));
  expect(new Set(then)).toEqual(new Set([meta(0), "starting"]));
  expect(metaRequestsTo(meta(1))).toEqual(["/meta/cluster"]);
  expect(cluster.deaths()).toBe(0);
});

it("lets it live when the very first request of a fresh dashboard meets it", async () => {
  await cluster.restart(meta(2), LONG_START);
  const look = dashboard();
  const response = await look.get(`${C}/servers/${meta(2)}/meta/cluster`);
  expect(await failureIn(response)).toMatchObject({ status: 503, kind: "starting" });
  await hammer(look, meta(2));
  expect(metaRequestsTo(meta(2))).toEqual([]);
  expect(cluster.deaths()).toBe(0);
});

it("lets all of them live when the whole cluster restarts, and asks them again when their time has passed", async () => {
  await cluster.close();
  clock = new TestClock({ standsStill: true });
  cluster = await startCluster({ scenario: "healthy", clock });
  const look = dashboard();
  await look.get(`${C}/leader/meta/cluster`);
  for (const server of cluster.metas) await cluster.restart(server, LONG_START);
  await hammer(look, meta(0));
  const starting = await look.get(`${C}/leader/meta/apps`);
  expect(await failureIn(starting)).toMatchObject({ status: 503, kind: "starting" });

  // The metric is there, but the danger is not over: nobody may be asked.
  clock.advance(6 * SECOND);
  await hammer(look, meta(0));
  // Nor W after the start: it is counted from when the metric was first seen.
  clock.advance(W_MS - 2 * SECOND);
  await hammer(look, meta(0));
  expect(cluster.metas.flatMap(metaRequestsTo).filter((target) => target !== "/meta/cluster")).toEqual([]);
  expect(cluster.deaths()).toBe(0);

  clock.advance(2 * SECOND);
  const again = await look.get(`${C}/leader/meta/apps`);
  expect(again.status).toBe(200);
  expect(again.headers.get("x-pegasus-server")).toBe(cluster.leader());
  expect(cluster.deaths()).toBe(0);
});

it("looks at a meta that is starting once in a second at most, however many ask", async () => {
  const look = dashboard();
  await cluster.restart(meta(1), LONG_START);
  await look.get(`${C}/servers/${meta(1)}/meta/cluster`);
  const looked = cluster.requestCount(meta(1));
  await hammer(look, meta(1));
  expect(cluster.requestCount(meta(1))).toBe(looked);
  clock.advance(SECOND);
  await look.get(`${C}/servers/${meta(1)}/meta/cluster`, { "cache-control": "max-age=0" });
  expect(cluster.requestCount(meta(1))).toBe(looked + 3);
});

it("answers the safe paths of a meta that is starting", async () => {
  const look = dashboard();
  await cluster.restart(meta(1), LONG_START);
  for (const path of [
    "/",
    "/version",
    "/recentStartTime",
    "/config?name=timeout_ms",
    "/configs",
    "/metrics?types=server",
  ]) {
    const response = await look.get(`${C}/servers/${meta(1)}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
  }
  expect(cluster.deaths()).toBe(0);
});

it("tells the roster which metas are starting, asking none of them a /meta path, until they are done", async () => {
  const look = dashboard();
  await cluster.restart(meta(1), LONG_START);
  const roster = async () => {
    const response = await look.get(`${C}/servers`);
    // The roster's shape is held to its schema in gateway.test.ts.
    const entries = (await response.json()) as { server: string; starting: boolean; alive: boolean }[];
    return entries.filter(({ server }) => server === meta(1));
  };
  expect(await roster()).toMatchObject([{ starting: true, alive: true }]);
  clock.advance(10 * SECOND);
  expect(await roster()).toMatchObject([{ starting: true, alive: true }]);
  clock.advance(W_MS);
  expect(await roster()).toMatchObject([{ starting: false, alive: true }]);
  expect(metaRequestsTo(meta(1))).toEqual([]);
});

it("does not repeat a request on the server whose process died under it", async () => {
  let died = false;
  const before = pastTheGate((socket, target) => {
    if (target === "/meta/cluster") socket.write(answer("200 OK", "{}\n"));
    else {
      died = true;
      server.reset();
    }
  });
  // The new process on the same port starts, and would die of any /meta request.
  const server: FaultServer = await faultServer((socket, target, body) => {
    if (!died) before(socket, target, body);
    else if (target === "/recentStartTime")
      socket.write(answer("200 OK", '{"RecentStartTime":"2026-05-05 05:05:05"}\n'));
    else if (target.startsWith("/meta/")) socket.resetAndDestroy();
    else socket.write(answer("500 Internal Server Error", ""));
  });
  const look = openDashboard({ metas: [server.address], clock });
  open.push(look);
  expect((await look.get(`${C}/leader/meta/cluster`)).status).toBe(200);
  expect(await outcome(await look.get(`${C}/leader/meta/apps`))).toBe("dropped");
  expect(await outcome(await look.get(`${C}/leader/meta/apps`))).toBe("starting");
  expect(server.requests.filter((request) => request.includes("/meta/"))).toEqual([
    "GET /meta/cluster",
    "GET /meta/apps",
  ]);
  await server.close();
});

it("does not keep /meta paths from a replica server, which they cannot hurt", async () => {
  const [replica = ""] = cluster.replicas;
  const response = await dashboard().get(`${C}/servers/${replica}/meta/apps`);
  expect([response.status, await response.text()]).toEqual([404, 'service not found for "meta/apps"']);
});
