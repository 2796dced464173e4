import { expect, it } from "vitest";
import type { RosterEntry } from "#api/clusters.ts";
import type { Exchange } from "../../send.ts";
import type { Asking, HarEntry } from "./har.ts";
import { takeSnapshot, type Port, type Progress } from "./take.ts";

const CHOICE = { allMetrics: false, replicaTables: false, rounds: 3 };
const APPS =
  '{"general_info":{"2":{"app_id":"2","status":"AVAILABLE","app_name":"temp","app_type":"pegasus","partition_count":"8","replica_count":"3","is_stateful":"true","create_time":"-","drop_time":"-","drop_expire":"-","envs_count":"0"}},"summary":{"total_app_count":"1"}}\n';
const META_CALLS = ["/", "/configs", "/meta/app", "/meta/apps", "/meta/cluster", "/meta/nodes", "/metrics", "/version"];
const REPLICA_CALLS = ["/", "/configs", "/metrics", "/version"];

function server(name: string, role: RosterEntry["role"], leader = false): RosterEntry {
  return { server: name, role, leader, alive: true, starting: false };
}
const SERVERS = [
  server("m1:1", "meta", true),
  server("m2:1", "meta"),
  ...Array.from({ length: 6 }, (_, index) => server(`r${index}:1`, "replica")),
];

/** A cluster of words: time passes only while somebody sleeps. */
function cluster(dead: ReadonlySet<string> = new Set()) {
  let now = 0;
  let open = 0;
  const asked: (Asking & { readonly at: number })[] = [];
  const sleeps: number[] = [];
  const busy = new Map<string, number>();
  const peaks = { all: 0, one: 0 };
  const port: Port = {
    now: () => now,
    sleep: async (ms) => {
      sleeps.push(ms);
      now += ms;
      await Promise.resolve();
    },
    ask: async (asking) => {
      asked.push({ ...asking, at: now });
      busy.set(asking.server, (busy.get(asking.server) ?? 0) + 1);
      peaks.all = Math.max(peaks.all, ++open);
      peaks.one = Math.max(peaks.one, busy.get(asking.server) ?? 0);
      await Promise.resolve();
      await Promise.resolve();
      open--;
      busy.set(asking.server, (busy.get(asking.server) ?? 0) - 1);
      return answer(asking, dead.has(asking.server), now);
    },
  };
  return { port, asked, sleeps, peaks };
}

function answer({ server: name, target }: Asking, dead: boolean, at: number): Exchange {
  const calls = name.startsWith("m") ? META_CALLS : REPLICA_CALLS;
  const list = JSON.stringify(Object.fromEntries(calls.map((path) => [path, ""])));
  const text = target === "/" ? list : target.startsWith("/meta/apps") ? APPS : "{}";
  const said: Exchange = {
    method: "GET",
    url: "",
    status: 200,
    contentType: "text/plain",
    headers: [],
    text,
    bytes: null,
    size: text.length,
    server: name,
    hops: [],
    ms: 0,
    at,
  };
  if (!dead) return said;
  return { ...said, status: 502, server: null, text: '{"error":{"kind":"unreachable","message":"refused"}}' };
}

async function take(port: Port, signal = new AbortController().signal) {
  const entries: HarEntry[] = [];
  const told: Progress[] = [];
  const progress = await takeSnapshot(
    port,
    SERVERS,
    CHOICE,
    signal,
    async (more) => {
      entries.push(...more);
      await Promise.resolve();
    },
    (now) => told.push(now),
  );
  return { entries, told, progress };
}

it("asks few at a time, and one server one question at a time", async () => {
  const { port, peaks } = cluster();
  await take(port);
  expect(peaks).toEqual({ all: 4, one: 1 });
});

it("asks for the lists with detail once", async () => {
  const { port, asked } = cluster();
  await take(port);
  const detailed = asked.filter(({ target }) => /^\/meta\/(apps|nodes)/.test(target)).map(({ target }) => target);
  expect(detailed).toEqual(["/meta/apps?detail", "/meta/nodes?detail"]);
});

it("asks the leader for the cluster when everything else has been answered once, so that a replay begins there", async () => {
  const { port, asked } = cluster();
  await take(port);
  const last = asked.findIndex(({ server: name, target }) => name === "m1:1" && target === "/meta/cluster");
  const before = new Set(asked.slice(0, last).map(({ server: name, target }) => `${name}${target}`));
  const after = asked.slice(last + 1);
  expect(after.every(({ server: name, target }) => before.has(`${name}${target}`))).toBe(true);
  expect(before.has("m2:1/meta/cluster")).toBe(true);
});

it("asks for the load as often as chosen, ten seconds apart", async () => {
  const { port, asked, sleeps } = cluster();
  await take(port);
  const rounds = asked.filter(({ server: name, target }) => name === "r0:1" && target.includes("get_requests"));
  expect(rounds.map(({ at }) => at)).toEqual([0, 10_000, 20_000]);
  expect(sleeps).toEqual([10_000, 10_000]);
});

it("records a dead server once, asks it nothing more, and goes on with the others", async () => {
  const { port, asked } = cluster(new Set(["r1:1", "m1:1"]));
  const { entries, progress } = await take(port);
  expect(asked.filter(({ server: name }) => name === "r1:1")).toHaveLength(1);
  expect(entries.filter(({ response }) => response.status === 0).map(({ request }) => request.url)).toEqual([
    "http://m1:1/",
    "http://r1:1/",
  ]);
  expect(progress.failures.map(({ server: name }) => name)).toEqual(["m1:1", "r1:1"]);
  expect(asked.some(({ server: name, target }) => name === "r0:1" && target === "/configs")).toBe(true);
});

it("stops asking when it is told to, and keeps what it has", async () => {
  const { port, asked } = cluster();
  const controller = new AbortController();
  const stopping: Port = {
    ...port,
    ask: (asking, signal) => {
      if (asked.length === 20) controller.abort();
      return port.ask(asking, signal);
    },
  };
  const { entries, progress } = await take(stopping, controller.signal);
  expect(asked.length).toBeLessThan(26);
  expect(entries.length).toBeGreaterThan(15);
  expect(progress.doing).toBe("Stopped");
});

it("tells how far it is", async () => {
  const { port, asked } = cluster();
  const { told, progress } = await take(port);
  expect(progress).toMatchObject({ asked: asked.length, expected: asked.length, doing: "Done", failures: [] });
  expect(told.map((one) => one.asked)).toEqual(told.map((one) => one.asked).toSorted((a, b) => a - b));
});
