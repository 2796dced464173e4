// Every road by which a request can come to a meta, tried while all metas are starting: none of them leads past the gate.
import { expect, it } from "vitest";
import { diagnoseRoute } from "#api/routes.ts";
import { startCluster } from "#sim/cluster.ts";
import { closedAfterEach } from "./testing/closing.ts";
import { TestClock } from "./testing/clock.ts";
import { C, openDashboard, type Dashboard } from "./testing/dashboard.ts";

const LONG_START = { startMs: 5000, dangerMs: 5000 };
const FRESH = { "cache-control": "max-age=0" };
const later = closedAfterEach();

/** Each as `METHOD path`; bodies are for the POSTs that need one. */
function roadsTo(meta: string): [what: string, go: (look: Dashboard) => Promise<Response>][] {
  const get = (path: string) => (look: Dashboard) => look.get(path, FRESH);
  const post = (path: string, body: object) => (look: Dashboard) => look.post(path, JSON.stringify(body));
  return [
    ["the leader", get(`${C}/leader/meta/cluster`)],
    ["the leader, outside of /meta", get(`${C}/leader/version`)],
    ["the server", get(`${C}/servers/${meta}/meta/apps`)],
    ["the server, in another spelling", get(`${C}/servers/${meta}//%6deta/./nodes`)],
    ["a list with detail", get(`${C}/servers/${meta}/meta/nodes?detail`)],
    ["a fleet of metas", get(`${C}/fleet/meta/meta/cluster`)],
    ["a fleet of all", get(`${C}/fleet/all/meta/app?name=temp`)],
    ["the roster", get(`${C}/servers`)],
    ["the load", get(`${C}/load`)],
    ["the load of an app", get(`${C}/load?app=1`)],
    ["health at a glance", get("/api/clusters")],
    ["a diagnosis", get(diagnoseRoute(meta))],
    ["a change by the leader", post(`${C}/leader/meta/app/usage_scenario?name=temp`, {})],
    ["a change by the server", post(`${C}/servers/${meta}/meta/app/start_compaction`, { name: "temp" })],
    ["a change of flags", post(`${C}/config`, { name: "fd_grace_seconds", value: "22", servers: [meta] })],
    ["a secret", post(`${C}/reveal`, { name: "server_key", server: meta })],
    ["the audit", get(`${C}/audit`)],
    ["own metrics", get("/metrics")],
  ];
}

it.each(["a dashboard that knows the cluster", "a fresh dashboard", "one that reaches it by other names"])(
  "no road of %s leads past the gate",
  async (what) => {
    const clock = new TestClock({ standsStill: true });
    const cluster = later(await startCluster({ scenario: "healthy", clock }));
    const named = cluster.metas.map((_, index) => `m${index}.internal:1`);
    const resolve = Object.fromEntries(named.map((name, index) => [name, cluster.metas[index] ?? ""]));
    const byName = what.includes("names");
    const metas = byName ? named : cluster.metas;
    const look = later(openDashboard({ metas, clock, audited: true, ...(byName ? { settings: { resolve } } : {}) }));
    if (what.includes("knows")) expect((await look.get(`${C}/leader/meta/cluster`)).status).toBe(200);
    const before = cluster.requests().filter(({ target }) => target.startsWith("/meta")).length;
    await Promise.all(cluster.metas.map((meta) => cluster.restart(meta, LONG_START)));
    for (const [road, go] of roadsTo(metas[0] ?? "")) {
      const response = await go(look);
      await response.text();
      const reached = cluster.requests().filter(({ target }) => target.startsWith("/meta")).length - before;
      expect([road, cluster.deaths(), reached]).toEqual([road, 0, 0]);
    }
    // They were there to be asked: what is safe was.
    expect(cluster.requests(cluster.metas[0]).some(({ target }) => target === "/recentStartTime")).toBe(true);
  },
);
