// The numbers of the pages against those computed from the recorded answers of real servers by another way: plain JSON, and the arithmetic
// of the admin shell (reference 6.6) written out. Two rounds of all metrics of three replica servers, 191 s apart.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { loadOf } from "#gateway/load-views.ts";
import { HotWatch } from "#gateway/hot-watch.ts";
import { CALL } from "#pegasus/endpoints.ts";
import { partitionHealth } from "#pegasus/health.ts";
import { readSample } from "#pegasus/load-sample.ts";
import { deriveLoad, type Round } from "#pegasus/load.ts";
import type { Load } from "#api/load.ts";
import { appRows } from "#ui/pages/apps/app-rows.ts";
import { nodeRows } from "#ui/pages/nodes/node-rows.ts";

interface Entry {
  readonly startedDateTime: string;
  readonly request: { readonly url: string };
  readonly response: { readonly status: number; readonly content: { readonly text?: string } };
}
interface RawMetric {
  readonly name: string;
  readonly value?: number;
}
interface RawMetrics {
  readonly timestamp_ns: number;
  readonly entities: readonly { readonly type: string; readonly id: string; readonly metrics: readonly RawMetric[] }[];
}

const FOLDER = join(import.meta.dirname, "sim", "conformance", "recordings");
const SERVERS = ["localhost:34801", "localhost:34802", "localhost:34803"];
/** `users`, which was written and read all the time. */
const USERS = "4";

function recording(name: string): readonly Entry[] {
  const text = gunzipSync(readFileSync(join(FOLDER, `${name}.har.gz`))).toString("utf8");
  return (JSON.parse(text) as { log: { entries: readonly Entry[] } }).log.entries;
}

/** The last answer with 200 to a request that ends so. */
function answers(entries: readonly Entry[], end: string): string[] {
  return entries
    .filter(({ request, response }) => request.url.endsWith(end) && response.status === 200)
    .map(({ response }) => response.content.text ?? "");
}

let before: Map<string, RawMetrics>;
let after: Map<string, RawMetrics>;
let placed: { pidx: string; primary: string; secondaries: string }[];
let load: Load;
let list: string;
let nodes: string;

beforeAll(() => {
  const rounds = recording("08-metrics-unfiltered");
  const said = SERVERS.map((server) => answers(rounds, `:${server.slice(-5)}/metrics`));
  const texts = (round: 0 | 1): [string, string][] => SERVERS.map((server, at) => [server, said[at]?.[round] ?? ""]);
  const raw = (round: 0 | 1) => new Map(texts(round).map(([server, text]) => [server, JSON.parse(text) as RawMetrics]));
  [before, after] = [raw(0), raw(1)];

  const down = recording("06-node-down");
  const detail = answers(down, "/meta/app?name=users&detail").at(-1) ?? "";
  const { replicas } = JSON.parse(detail) as { replicas: Record<string, (typeof placed)[number]> };
  placed = Object.values(replicas);
  list = answers(down, "/meta/apps?detail").at(-1) ?? "";
  nodes = answers(down, "/meta/nodes?detail").at(-1) ?? "";

  // The dashboard's own way from the same texts.
  const partitions = Object.values(CALL.app.answer.decode(detail).replicas ?? {});
  const id = (pidx: number): string => `${USERS}.${pidx}`;
  const round = (which: 0 | 1): Round => ({
    samples: new Map(texts(which).map(([server, text]) => [server, readSample(CALL.metrics.answer.decode(text))])),
    primaries: new Map(partitions.map(({ pidx, primary }) => [id(pidx), primary ?? ""])),
    members: new Map(partitions.map(({ pidx, primary, secondaries }) => [id(pidx), [primary ?? "", ...secondaries]])),
  });
  const now = round(1);
  const tables = deriveLoad(round(0), now);
  const places = { primaries: now.primaries, members: new Map(), tables: new Map(), unread: 0 };
  load = loadOf(
    { at: 1, seconds: 191, asked: 3, failures: new Map(), servers: SERVERS, samples: now.samples, tables, places },
    { interval: 10, failure: null, answeredAt: new Map(), hot: new HotWatch() },
    USERS,
  );
});

function value(round: Map<string, RawMetrics>, server: string, entity: string, metric: string): number {
  const found = round.get(server)?.entities.find(({ id }) => id === entity);
  return found?.metrics.find(({ name }) => name === metric)?.value ?? 0;
}

/** Δ of a counter over Δ of the server's clock, s, summed over the partitions at their primaries. */
function rate(...counters: string[]): number {
  return placed.reduce((sum, { pidx, primary }) => {
    const seconds = ((after.get(primary)?.timestamp_ns ?? 0) - (before.get(primary)?.timestamp_ns ?? 0)) / 1e9;
    const grown = counters.reduce(
      (total, counter) =>
        total +
        value(after, primary, `replica@${USERS}.${pidx}`, counter) -
        value(before, primary, `replica@${USERS}.${pidx}`, counter),
      0,
    );
    return sum + grown / seconds;
  }, 0);
}

/** Σ of a gauge over the partitions at their primaries. */
function gauge(name: string): number {
  return placed.reduce((sum, { pidx, primary }) => sum + value(after, primary, `replica@${USERS}.${pidx}`, name), 0);
}

it("tells of a table what the shell's app_stat would", () => {
  const row = appRows(CALL.apps.answer.decode(list), load).find(({ info }) => info.app_name === "users");
  const reads = rate("get_requests", "multi_get_requests", "batch_get_requests", "scan_requests");
  const writes = rate(
    "put_requests",
    "remove_requests",
    "multi_put_requests",
    "multi_remove_requests",
    "check_and_set_requests",
    "check_and_mutate_requests",
    "incr_requests",
    "dup_requests",
  );
  expect(reads).toBeGreaterThan(10);
  expect(writes).toBeGreaterThan(10);
  expect(row?.load?.readQps).toBeCloseTo(reads, 3);
  expect(row?.load?.writeQps).toBeCloseTo(writes, 3);
  expect(row?.load?.readBytes).toBeCloseTo(rate("get_bytes", "multi_get_bytes", "batch_get_bytes", "scan_bytes"), 1);
  expect(row?.load?.writeBytes).toBeCloseTo(
    rate("put_bytes", "multi_put_bytes", "check_and_set_bytes", "check_and_mutate_bytes"),
    1,
  );
  expect(row?.load?.delayedQps).toBe(rate("throttling_delayed_read_requests", "throttling_delayed_write_requests"));
  // hit_rate: Σ hits / Σ lookups, of the latest sample; 0 with nothing looked up.
  const lookups = gauge("rdb_block_cache_total_count");
  expect(row?.load?.cacheHits).toBeCloseTo(lookups === 0 ? 0 : gauge("rdb_block_cache_hit_count") / lookups, 9);
});

it("tells of its storage what the shell's app_disk would: one copy by the primaries, all by the configuration", () => {
  const { storageMb, storageAllMb, sstFiles } = load.apps[USERS] ?? {};
  const membersOf = ({ primary, secondaries }: (typeof placed)[number]): string[] => [
    primary,
    ...secondaries.slice(1, -1).split(","),
  ];
  const all = placed.flatMap((partition) =>
    membersOf(partition).map((server) =>
      value(after, server.trim(), `replica@${USERS}.${partition.pidx}`, "rdb_total_sst_size_mb"),
    ),
  );
  expect([storageMb, sstFiles]).toEqual([gauge("rdb_total_sst_size_mb"), gauge("rdb_total_sst_files")]);
  expect(storageAllMb).toBe(all.reduce((sum, size) => sum + size, 0));
});

it.each(SERVERS)("tells of the node %s what its own process and disks say", (server) => {
  const row = nodeRows(CALL.nodes.answer.decode(nodes), load).find(({ info }) => info.address === server);
  const disks = (after.get(server)?.entities ?? []).filter(({ type }) => type === "disk");
  const sum = (name: string): number => disks.reduce((total, { id }) => total + value(after, server, id, name), 0);
  const total = sum("disk_capacity_total_mb");
  expect(total).toBeGreaterThan(0);
  expect(row?.disks).toEqual({ totalMb: total, usedMb: total - sum("disk_capacity_avail_mb") });
  expect(row?.load?.residentMemoryMb).toBe(value(after, server, "server", "resident_mem_usage_mb"));
  const { details } = JSON.parse(nodes) as {
    details: Record<string, { primary_count: string; replica_count: string }>;
  };
  expect([String(row?.info.primary_count), String(row?.info.replica_count)]).toEqual([
    details[server]?.primary_count,
    details[server]?.replica_count,
  ]);
});

it("counts the health of each table as the leader does, from its partitions", () => {
  const healthy = CALL.apps.answer.decode(list).healthy_info?.[USERS];
  const detail = answers(recording("06-node-down"), "/meta/app?name=users&detail").at(-1) ?? "";
  const partitions = Object.values(CALL.app.answer.decode(detail).replicas ?? {});
  expect(partitions.filter((one) => partitionHealth(one) === "healthy")).toHaveLength(healthy?.fully_healthy ?? -1);
});
