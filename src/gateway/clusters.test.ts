// A configuration that changes while people look: what is not concerned goes on as if nothing were.
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { clustersSchema } from "#api/clusters.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { OPEN } from "./access.ts";
import { gateway, type Gateway } from "./gateway.ts";
import { silentLog } from "./log.ts";
import { systemResolve } from "./names.ts";
import type { ClusterSettings } from "./settings.ts";
import { failureIn } from "./testing/dashboard.ts";
import { TestClock } from "./testing/clock.ts";
import { faultServer, pastTheGate, type FaultServer } from "./testing/fault-server.ts";
import { PATIENT } from "./testing/patience.ts";

let one: SimulatedCluster;
let two: SimulatedCluster;
let running: Gateway;
const strangers: FaultServer[] = [];

beforeAll(async () => {
  [one, two] = await Promise.all([startCluster({ scenario: "healthy" }), startCluster({ scenario: "healthy" })]);
});

afterEach(async () => {
  await running.close();
  await Promise.all(strangers.splice(0).map((server) => server.close()));
});

afterAll(async () => {
  await Promise.all([one.close(), two.close()]);
});

function settings(name: string, metas: readonly string[], more: Partial<ClusterSettings> = {}): ClusterSettings {
  return { name, title: name, environment: null, metas, writes: false, kind: "demo", ...more };
}

function start(...clusters: ClusterSettings[]): void {
  running = gateway({
    clusters: clusters.map((each) => ({ settings: each })),
    clock: new TestClock(),
    resolve: systemResolve,
    doors: { hosts: new Set(), port: () => 8080 },
    audit: null,
    log: silentLog,
  });
}

function change(...clusters: ClusterSettings[]): Promise<void> {
  return running.change({ clusters: clusters.map((each) => ({ settings: each })), access: OPEN });
}

function get(path: string): Promise<Response> {
  return running.fetch(new Request(`http://localhost/api/clusters${path}`, { headers: { host: "localhost" } }));
}

async function listed(): Promise<unknown[]> {
  const list = clustersSchema.parse(await (await get("")).json());
  return list.map(({ name, title, environment }) => [name, title, environment]);
}

it("adds a cluster, takes one out, and renames one, in the order of the file", async () => {
  start(settings("a", one.metas));
  expect(await listed()).toEqual([["a", "a", null]]);
  await change(settings("b", two.metas), settings("a", one.metas, { title: "First", environment: "production" }));
  expect(await listed()).toEqual([
    ["b", "b", null],
    ["a", "First", "production"],
  ]);
  const answered = await get("/b/leader/meta/cluster");
  expect(answered.headers.get("x-pegasus-server")).toBe(two.leader());
  await change(settings("b", two.metas));
  expect(await failureIn(await get("/a/servers"))).toMatchObject({ status: 404, kind: "not-found" });
});

it("keeps what it has of a cluster that is reached as before, and of the others", async () => {
  start(settings("a", one.metas), settings("b", two.metas));
  const old = { headers: { host: "localhost", "cache-control": "max-age=60" } };
  const apps = (name: string): Promise<Response> =>
    running.fetch(new Request(`http://localhost/api/clusters/${name}/leader/meta/apps`, old));
  const texts = [await (await apps("a")).text(), await (await apps("b")).text()];
  const asked = (cluster: SimulatedCluster): number =>
    cluster.requests().filter(({ target }) => target === "/meta/apps").length;
  const before = [asked(one), asked(two)];
  await change(settings("a", one.metas, { writes: true, title: "A" }), settings("b", two.metas));
  // Answers that it already had serve on: nobody was asked again, and no gate stands before anybody again.
  expect([await (await apps("a")).text(), await (await apps("b")).text()]).toEqual(texts);
  expect([asked(one), asked(two)]).toEqual(before);
});

it("reaches a cluster anew whose metas are others, and leaves the old ones alone", async () => {
  start(settings("a", one.metas));
  await get("/a/leader/meta/cluster");
  const before = one.requests().length;
  await change(settings("a", two.metas));
  const answered = await get("/a/leader/meta/cluster");
  expect(answered.headers.get("x-pegasus-server")).toBe(two.leader());
  expect(one.requests()).toHaveLength(before);
});

it("lets nothing of a cluster that is taken out hold up the others", async () => {
  const mute = await faultServer(pastTheGate(() => {}));
  strangers.push(mute);
  start(settings("a", one.metas), settings("mute", [mute.address]));
  const hanging = get("/mute/leader/meta/apps");
  await expect.poll(() => mute.requests.length, PATIENT).toBeGreaterThan(0);
  await change(settings("a", one.metas));
  expect((await get("/a/leader/meta/apps")).status).toBe(200);
  expect((await hanging).status).toBeGreaterThanOrEqual(500);
});
