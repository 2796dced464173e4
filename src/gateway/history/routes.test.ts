// History, events and what a Prometheus scrapes, through the gateway's routes over a simulated cluster on real ports.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { diskOutlooksSchema } from "#api/disk-outlook.ts";
import { eventsSchema } from "#api/events.ts";
import { historySchema, historyStatusSchema, type HistoryAnswer } from "#api/history.ts";
import { loadSchema } from "#api/load.ts";
import { startCluster, type SimulatedCluster } from "#sim/cluster.ts";
import { SECOND } from "../clock.ts";
import { TestClock } from "../testing/clock.ts";
import { C, openDashboard, type Dashboard } from "../testing/dashboard.ts";

const PATIENT = { timeout: 30_000, interval: 20 };
/** The whole rounds are the second and the fourth. */
const PAUSES = [3, 10, 20, 60] as const;
const folder = mkdtempSync(join(tmpdir(), "pegasus-history-routes-"));
let clock: TestClock;
let cluster: SimulatedCluster;
let page: Dashboard;
/** Reads of each partition by the server's own counters, before the last pause and after it. */
const counted: ReadonlyMap<string, number>[] = [];

function open(): Dashboard {
  return openDashboard({ metas: cluster.metas, clock, audited: true, history: { background: true, place: folder } });
}

beforeAll(async () => {
  clock = new TestClock({ standsStill: true });
  cluster = await startCluster({ scenario: "healthy", clock });
  page = open();
  await roundAfter("null");
  for (const pause of PAUSES) {
    if (pause === PAUSES.at(-1)) counted.push(await readsCounted());
    const before = await costNow();
    clock.advance(pause * SECOND);
    await roundAfter(before);
  }
  counted.push(await readsCounted());
}, 120_000);

afterAll(async () => {
  await page.close();
  await cluster.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What sampling costs is told anew when all of a round is done. */
async function costNow(): Promise<string> {
  const { cost } = historyStatusSchema.parse(await (await page.get(`${C}/history`)).json());
  return JSON.stringify(cost);
}

async function roundAfter(before: string): Promise<void> {
  await vi.waitFor(async () => expect(await costNow()).not.toBe(before), PATIENT);
}

/** By asking each server itself; those of primaries are the only ones that rise. */
async function readsCounted(): Promise<Map<string, number>> {
  const sums = new Map<string, number>();
  const query = "types=replica&metrics=get_requests,multi_get_requests,batch_get_requests,scan_requests";
  for (const server of cluster.replicas) {
    // The shape of an answer is pinned by recorded ones.
    const { entities } = (await (await fetch(`http://${server}/metrics?${query}`)).json()) as {
      entities: { id: string; metrics: { value: number }[] }[];
    };
    for (const { id, metrics } of entities) {
      const name = id.replace("replica@", "");
      sums.set(
        name,
        metrics.reduce((sum, { value }) => sum + value, sums.get(name) ?? 0),
      );
    }
  }
  return sums;
}

async function history(query: string, look = page): Promise<HistoryAnswer> {
  const response = await look.get(`${C}/history?${query}`);
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
  return historySchema.parse(await response.json());
}

function lastOf(points: readonly (number | null)[] | undefined): number {
  return points?.findLast((point) => point !== null) ?? Number.NaN;
}

it("tells of each partition what its server's own counters say", async () => {
  const { series, step } = await history("metric=read_requests&scope=partition&from=-10m");
  expect(step).toBe(60 * SECOND);
  const [before, after] = counted;
  const busy = series.filter(({ points }) => lastOf(points) > 0);
  expect(busy.length).toBeGreaterThan(100);
  for (const { id, points } of busy) {
    const rate = ((after?.get(id) ?? NaN) - (before?.get(id) ?? NaN)) / (PAUSES.at(-1) ?? NaN);
    // A part of the minute is of the round before; the simulated load changes slowly.
    expect(Math.abs(lastOf(points) / rate - 1), id).toBeLessThan(0.25);
  }
  const one = await history("metric=read_requests&scope=partition&from=-10m&id=2&top=3");
  expect(one.series.map(({ id }) => id.split(".")[0])).toEqual(["2", "2", "2"]);
});

it.each([
  ["cluster", "read_requests,write_requests,read_bytes,storage_mb,rdb_flush_completed_count,alive_replica_servers", 1],
  ["server", "read_requests,resident_mem_usage_mb,rdb_memtable_mem_usage_bytes,queue_length", 5],
  ["app", "read_requests,get_requests,get_latency_ns.p99,healthy_partitions", 1],
  ["disk", "disk_capacity_avail_mb,disk_capacity_total_mb", 10],
  ["task", "profiler_server_rpc_latency_ns.p50,profiler_server_rpc_latency_ns.p999", 5],
  ["queue", "queue_length", 5],
])("has values of scope %s: %s", async (scope, metrics, least) => {
  const { series } = await history(`metric=${metrics}&scope=${scope}&from=-5m&step=10s`);
  for (const metric of metrics.split(",")) {
    const known = series.filter((one) => one.metric === metric && Number.isFinite(lastOf(one.points)));
    expect(known.length, metric).toBeGreaterThanOrEqual(least);
  }
});

it("asks each server once in a round, of the primaries alone while nobody looks, and says what it costs", async () => {
  const response = await page.get(`${C}/history`);
  const status = historyStatusSchema.parse(await response.json());
  expect(status).toMatchObject({ source: "embedded", sampling: true, mode: "writes", failure: null, note: null });
  expect(status.cost).toMatchObject({ everySeconds: 10, wide: true });
  expect(status.cost?.bytesPerSecond).toBeGreaterThan(1000);
  for (const server of cluster.replicas) {
    const rounds = cluster.requests(server).filter(({ target }) => target.includes("profiler,queue"));
    expect(rounds).toHaveLength(PAUSES.length + 1);
    const brief = rounds.filter(({ target }) => target.includes("&ids=server,"));
    expect(brief).toHaveLength(2);
    for (const { target } of brief) expect(target).toContain("replica@2.");
  }
});

it("tells a Prometheus what the history has, and sends nothing to the cluster for it", async () => {
  const before = cluster.requests().length;
  const response = await page.get(`${C}/prometheus`);
  expect(response.headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  const text = await response.text();
  for (const name of [
    "pegasus_cluster_read_requests_total{",
    'pegasus_server_storage_bytes{cluster="c",server="',
    'pegasus_partition_write_requests_total{cluster="c",app_id="2",partition="0",app="',
    "pegasus_cluster_rdb_flush_completed_count_total{",
  ])
    expect(text).toContain(`\n${name}`);
  expect(cluster.requests()).toHaveLength(before);
});

it("knows of every disk what there is, and that two minutes are too little to tell when it is full", async () => {
  const response = await page.get(`${C}/history/disks`);
  const { outlooks, source } = diskOutlooksSchema.parse(await response.json());
  expect([response.status, source]).toEqual([200, "embedded"]);
  const disks = outlooks.filter(({ scope }) => scope === "disk");
  expect([disks.length, outlooks.length]).toEqual([10, 15]);
  for (const { verdict, totalMb, availableMb, sentence } of disks) {
    expect(verdict).toBe("unknown");
    expect(availableMb ?? NaN).toBeLessThan(totalMb ?? NaN);
    expect(sentence).toMatch(/^Only 0\.\d h of values are known/);
  }
});

it("tells a change of configuration as an event, with the value of a secret masked", async () => {
  const [server = ""] = cluster.replicas;
  const secret = "hunter2-of-the-test";
  for (const [name, value] of [
    ["checkpoint_reserve_min_count", "7"],
    ["server_key", secret],
  ] as const)
    await (await page.post(`${C}/config`, JSON.stringify({ name, value, servers: [server] }))).text();
  const response = await page.get(`${C}/events?from=-1h`);
  const text = await response.text();
  const { events, failure } = eventsSchema.parse(JSON.parse(text));
  expect([response.status, failure]).toEqual([200, null]);
  expect(events.find(({ kind }) => kind === "config-changed")).toMatchObject({ level: "info", server, app: null });
  expect(text).toContain("changed checkpoint_reserve_min_count");
  expect(text).not.toContain(secret);
});

it("asks for all that viewers see as soon as one comes, and shows what the last whole round told until then", async () => {
  const [server = ""] = cluster.replicas;
  const last = (): string =>
    cluster.requests(server).findLast(({ target }) => target.includes("profiler,queue"))?.target ?? "";
  expect(last()).toContain("&ids=server,");
  clock.advance(SECOND); // far less than an interval
  const before = await costNow();
  const load = loadSchema.parse(await (await page.get(`${C}/load`)).json());
  expect(load.cluster.storageMb).toBeGreaterThan(0);
  expect(load.seconds).toBeCloseTo(30, 0);
  await roundAfter(before);
  expect(last()).not.toContain("&ids=");
  const now = loadSchema.parse(await (await page.get(`${C}/load`)).json());
  expect(now.at ?? 0).toBeGreaterThan(load.at ?? 0);
  expect(now.cluster.readBytes).toBeGreaterThan(0);
});

it("has it all after a restart of the dashboard", async () => {
  const query = "metric=read_requests&scope=server&from=-5m&step=10s";
  const before = await history(query);
  await page.close();
  page = open();
  const { series } = await history(query);
  expect(series).toHaveLength(5);
  // What is asked for is told up to now, which stands still.
  expect(series.map(({ points }) => lastOf(points))).toEqual(before.series.map(({ points }) => lastOf(points)));
});
