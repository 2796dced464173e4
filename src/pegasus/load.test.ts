// The arithmetic of reference 6.6 with numbers small enough to follow, and once with what a real cluster said.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { metrics } from "./answers/metrics.ts";
import { readSample, type Disk, type NodeSample, type ReplicaSample } from "./load-sample.ts";
import { deriveLoad, type Round } from "./load.ts";

type Values = Readonly<Record<string, number | bigint>>;

function replica(values: Values, p99: Readonly<Record<string, number>> = {}): ReplicaSample {
  return { values: new Map(Object.entries(values)), p99: new Map(Object.entries(p99)) };
}

/** A server's answer `seconds` after some moment. */
function node(
  seconds: number,
  replicas: Readonly<Record<string, ReplicaSample>>,
  more: Partial<NodeSample> = {},
): NodeSample {
  return {
    timestampNs: 1_700_000_000_000_000_000n + BigInt(Math.round(seconds * 1e9)),
    replicas: new Map(Object.entries(replicas)),
    taskP99: new Map(),
    server: new Map(),
    residentMemoryMb: null,
    sessions: null,
    disks: [],
    ...more,
  };
}

function round(samples: Readonly<Record<string, NodeSample>>, primaries: Readonly<Record<string, string>>): Round {
  return { samples: new Map(Object.entries(samples)), primaries: new Map(Object.entries(primaries)) };
}

/** One partition on one server, before and 10 s later. */
function between(before: ReplicaSample, now: ReplicaSample, more: Partial<NodeSample> = {}) {
  const primaries = { "1.0": "n1" };
  return deriveLoad(
    round({ n1: node(0, { "1.0": before }) }, primaries),
    round({ n1: node(10, { "1.0": now }, more) }, primaries),
  );
}

const NOTHING_HELD = {
  readP99Ns: null,
  writeP99Ns: null,
  storageMb: null,
  storageAllMb: null,
  sstFiles: null,
  delayedQps: null,
  rejectedQps: null,
  cacheHits: null,
};
const NO_RATES = { readQps: null, writeQps: null, readBytes: null, writeBytes: null, readCu: null, writeCu: null };

it.each<
  [what: string, column: "readQps" | "writeQps" | "readBytes" | "writeBytes" | "readCu" | "writeCu", counters: string[]]
>([
  ["reads", "readQps", ["get_requests", "multi_get_requests", "batch_get_requests", "scan_requests"]],
  [
    "writes",
    "writeQps",
    [
      "put_requests",
      "multi_put_requests",
      "remove_requests",
      "multi_remove_requests",
      "incr_requests",
      "check_and_set_requests",
      "check_and_mutate_requests",
      "dup_requests",
    ],
  ],
  ["bytes read", "readBytes", ["get_bytes", "multi_get_bytes", "batch_get_bytes", "scan_bytes"]],
  ["bytes written", "writeBytes", ["put_bytes", "multi_put_bytes", "check_and_set_bytes", "check_and_mutate_bytes"]],
  ["capacity units read", "readCu", ["read_capacity_units"]],
  ["capacity units written", "writeCu", ["write_capacity_units"]],
])("counts as %s exactly their own counters, per second", (_what, column, counters) => {
  const before = Object.fromEntries(counters.map((name, index) => [name, 1000 * index]));
  // The first grows by 10, the second by 20 and so on: each is in the sum, once.
  const now = Object.fromEntries(counters.map((name, index) => [name, 1000 * index + 10 * (index + 1)]));
  const total = counters.reduce((sum, _name, index) => sum + index + 1, 0);
  const load = between(replica(before), replica(now));
  const expected = { ...NO_RATES, [column]: total };
  expect(load.cluster).toMatchObject(expected);
  expect(load.apps.get("1")).toMatchObject(expected);
  expect(load.nodes.get("n1")).toMatchObject(expected);
  expect(load.partitions.get("1.0")).toEqual({ ...NOTHING_HELD, ...expected, primary: "n1" });
});

it("sums primaries over partitions, apps, nodes and the cluster, each by its own server's clock", () => {
  const primaries = { "1.0": "n1", "1.1": "n2", "2.0": "n1" };
  const gets = (count: number): ReplicaSample =>
    replica({ get_requests: count, rdb_total_sst_size_mb: 7, rdb_total_sst_files: 2 });
  const before = round(
    { n1: node(0, { "1.0": gets(0), "2.0": gets(100) }), n2: node(3, { "1.1": gets(50) }) },
    primaries,
  );
  // n1 was asked again after 10 s, n2 after 5.
  const now = round(
    { n1: node(10, { "1.0": gets(40), "2.0": gets(300) }), n2: node(8, { "1.1": gets(75) }) },
    primaries,
  );
  const load = deriveLoad(before, now);
  expect([...load.partitions].map(([id, { readQps }]) => [id, readQps])).toEqual([
    ["1.0", 4],
    ["1.1", 5],
    ["2.0", 20],
  ]);
  expect([...load.apps].map(([id, app]) => [id, app.readQps, app.storageMb, app.sstFiles])).toEqual([
    ["1", 9, 14, 4],
    ["2", 20, 7, 2],
  ]);
  expect([...load.nodes].map(([id, { readQps, primaries: count }]) => [id, readQps, count])).toEqual([
    ["n1", 24, 2],
    ["n2", 5, 1],
  ]);
  expect([load.cluster.readQps, load.cluster.storageMb]).toEqual([29, 21]);
});

it("ignores secondaries: their write counters rise with the primary's, their storage is another copy", () => {
  const of = (puts: number): ReplicaSample => replica({ put_requests: puts, rdb_total_sst_size_mb: 5 });
  const at = (seconds: number, puts: number): Round =>
    round(
      {
        n1: node(seconds, { "1.0": of(puts) }),
        n2: node(seconds, { "1.0": of(puts) }),
        n3: node(seconds, { "1.0": of(puts) }),
      },
      { "1.0": "n2" },
    );
  const load = deriveLoad(at(0, 0), at(10, 100));
  expect([load.cluster.writeQps, load.cluster.storageMb]).toEqual([10, 5]);
  expect(load.apps.get("1")).toMatchObject({ writeQps: 10, storageMb: 5 });
  expect([...load.nodes].map(([id, { writeQps, primaries, replicas }]) => [id, writeQps, primaries, replicas])).toEqual(
    [
      ["n1", null, 0, 1],
      ["n2", 10, 1, 1],
      ["n3", null, 0, 1],
    ],
  );
});

it("adds up all copies that the configuration names, where it is told, and none that it does not", () => {
  const of = (mb: number): NodeSample => node(0, { "1.0": replica({ rdb_total_sst_size_mb: mb }) });
  const primaries = { "1.0": "n1", "1.1": "n3" };
  const now = round({ n1: of(5), n2: of(6), n4: of(100) }, primaries);
  // n3 holds it and did not answer; n4 has an entity that outlived its replica.
  const members = new Map([
    ["1.0", ["n1", "n2", "n3"]],
    ["1.1", ["n3"]],
  ]);
  expect(deriveLoad(null, { ...now, members }).apps.get("1")).toMatchObject({ storageMb: 5, storageAllMb: 11 });
  expect(deriveLoad(null, now).apps.get("1")?.storageAllMb).toBeNull();
});

it("tells what the table's own limits hold up and refuse, per second", () => {
  const at = (delayed: number, rejected: number): ReplicaSample =>
    replica({
      throttling_delayed_read_requests: delayed,
      throttling_delayed_write_requests: 2 * delayed,
      throttling_rejected_write_requests: rejected,
    });
  const load = between(at(0, 0), at(10, 50));
  expect(load.apps.get("1")).toMatchObject({ delayedQps: 3, rejectedQps: 5 });
  expect(load.partitions.get("1.0")).toMatchObject({ delayedQps: 3, rejectedQps: 5 });
});

it("divides the hits of all primaries by the lookups of all: not the mean of their ratios", () => {
  const of = (hits: number, lookups: number): ReplicaSample =>
    replica({ rdb_block_cache_hit_count: hits, rdb_block_cache_total_count: lookups });
  const now = round(
    { n1: node(0, { "1.0": of(90, 100), "1.1": of(0, 900), "2.0": of(0, 0) }) },
    {
      "1.0": "n1",
      "1.1": "n1",
      "2.0": "n1",
    },
  );
  const load = deriveLoad(null, now);
  expect([load.partitions.get("1.0")?.cacheHits, load.partitions.get("1.1")?.cacheHits]).toEqual([0.9, 0]);
  expect([load.apps.get("1")?.cacheHits, load.apps.get("2")?.cacheHits]).toEqual([0.09, 0]);
});

it("ignores replicas that the configuration does not have: entities outlive their replica for minutes", () => {
  const of = (gets: number): ReplicaSample => replica({ get_requests: gets, rdb_total_sst_size_mb: 5 });
  const at = (seconds: number, gets: number): Round =>
    round({ n1: node(seconds, { "1.0": of(gets), "9.9": of(gets * 7) }) }, { "1.0": "n1" });
  const load = deriveLoad(at(0, 0), at(10, 100));
  expect([load.cluster.readQps, load.cluster.storageMb]).toEqual([10, 5]);
  expect([...load.partitions.keys()]).toEqual(["1.0"]);
  expect([...load.apps.keys()]).toEqual(["1"]);
});

it("drops all rates of a replica whose counters began anew, also of those that have outgrown their old value already", () => {
  const load = between(
    replica({ get_requests: 1000, put_requests: 5, scan_requests: 0, read_capacity_units: 1000 }),
    // After a restart: fewer gets than before, more puts than before, and a few scans.
    replica({
      get_requests: 10,
      put_requests: 50,
      scan_requests: 3,
      read_capacity_units: 1001,
      rdb_total_sst_size_mb: 4,
    }),
  );
  expect(load.partitions.get("1.0")).toEqual({ ...NOTHING_HELD, ...NO_RATES, primary: "n1", storageMb: 4 });
  expect(load.cluster).toMatchObject({ ...NO_RATES, storageMb: 4 });
});

it("does not take a gauge that fell for a restart", () => {
  const load = between(
    replica({ get_requests: 0, rdb_total_sst_size_mb: 900 }),
    replica({ get_requests: 100, rdb_total_sst_size_mb: 300 }),
  );
  expect(load.cluster).toMatchObject({ readQps: 10, storageMb: 300 });
});

it("drops the rates of a primary that moved between the rounds: its counters there are a secondary's", () => {
  const of = (puts: number): ReplicaSample => replica({ put_requests: puts, rdb_total_sst_size_mb: 5 });
  const samples = (seconds: number, puts: number) => ({
    n1: node(seconds, { "1.0": of(puts) }),
    n2: node(seconds, { "1.0": of(puts) }),
  });
  const load = deriveLoad(round(samples(0, 0), { "1.0": "n1" }), round(samples(10, 100), { "1.0": "n2" }));
  expect(load.partitions.get("1.0")).toEqual({ ...NOTHING_HELD, ...NO_RATES, primary: "n2", storageMb: 5 });
  expect([...load.nodes].map(([id, { primaries }]) => [id, primaries])).toEqual([
    ["n1", 0],
    ["n2", 1],
  ]);
});

it.each<[what: string, before: Round | null, now: Round]>([
  ["there is no earlier round", null, round({ n1: node(0, { "1.0": replica({ get_requests: 5 }) }) }, { "1.0": "n1" })],
  [
    "the server was silent in the earlier one",
    round({}, { "1.0": "n1" }),
    round({ n1: node(0, { "1.0": replica({ get_requests: 5 }) }) }, { "1.0": "n1" }),
  ],
  [
    "the replica was not there yet",
    round({ n1: node(0, {}) }, { "1.0": "n1" }),
    round({ n1: node(10, { "1.0": replica({ get_requests: 5 }) }) }, { "1.0": "n1" }),
  ],
  [
    "no time has passed",
    round({ n1: node(7, { "1.0": replica({ get_requests: 1 }) }) }, { "1.0": "n1" }),
    round({ n1: node(7, { "1.0": replica({ get_requests: 5 }) }) }, { "1.0": "n1" }),
  ],
  [
    "the server's clock went backwards",
    round({ n1: node(7, { "1.0": replica({ get_requests: 1 }) }) }, { "1.0": "n1" }),
    round({ n1: node(6, { "1.0": replica({ get_requests: 5 }) }) }, { "1.0": "n1" }),
  ],
  [
    "the server is silent now",
    round({ n1: node(0, { "1.0": replica({ get_requests: 1 }) }) }, { "1.0": "n1" }),
    round({}, { "1.0": "n1" }),
  ],
])("says that it does not know when %s", (_what, before, now) => {
  const load = deriveLoad(before, now);
  expect(load.cluster).toMatchObject(NO_RATES);
  expect(load.apps.get("1")).toMatchObject({ ...NO_RATES, readP99Ns: null, writeP99Ns: null });
  expect(load.partitions.get("1.0")).toEqual({ ...NOTHING_HELD, ...NO_RATES, primary: "n1", storageMb: null });
});

it("knows nothing of nothing", () => {
  const load = deriveLoad(null, round({}, {}));
  expect(load.cluster).toEqual({ ...NO_RATES, readP99Ns: null, writeP99Ns: null, storageMb: null });
  expect([load.apps.size, load.nodes.size, load.partitions.size]).toEqual([0, 0, 0]);
});

it("counts what is known when some counters are missing, as in other versions", () => {
  const load = between(replica({ get_requests: 0 }), replica({ get_requests: 50, scan_requests: 9 }));
  expect(load.cluster).toMatchObject({ ...NO_RATES, readQps: 5 });
});

it("tells nothing happening from not knowing", () => {
  expect(between(replica({ get_requests: 4 }), replica({ get_requests: 4 })).cluster).toMatchObject({
    ...NO_RATES,
    readQps: 0,
  });
});

it("subtracts counters beyond 2^53 before it rounds anything", () => {
  const large = 9_007_199_254_740_993n; // 2^53 + 1, which no double holds
  const load = between(
    replica({ get_requests: large, get_bytes: 9_007_199_254_740_990 }),
    replica({ get_requests: large + 30n, get_bytes: large + 7n }),
  );
  expect(load.cluster).toMatchObject({ readQps: 3, readBytes: 1 });
});

it("takes the highest p99 of the operations that happened; an idle one shows old values for ever", () => {
  const load = between(
    replica({ get_requests: 0, multi_get_requests: 0, scan_requests: 500, put_requests: 0, incr_requests: 8 }),
    replica(
      { get_requests: 10, multi_get_requests: 1, scan_requests: 500, put_requests: 5, incr_requests: 8 },
      {
        get_latency_ns: 100,
        multi_get_latency_ns: 300,
        scan_latency_ns: 99_000,
        put_latency_ns: 70,
        incr_latency_ns: 88_000,
      },
    ),
  );
  expect(load.apps.get("1")).toMatchObject({ readP99Ns: 300, writeP99Ns: 70 });
  expect(load.nodes.get("n1")).toMatchObject({ readP99Ns: 300, writeP99Ns: 70 });
  expect(load.cluster).toMatchObject({ readP99Ns: 300, writeP99Ns: 70 });
});

it("has no p99 where nothing happened, or where nothing tells it", () => {
  const idle = between(replica({ get_requests: 5 }), replica({ get_requests: 5 }, { get_latency_ns: 100 }));
  expect(idle.cluster).toMatchObject({ readP99Ns: null, writeP99Ns: null });
  const dup = between(
    replica({ dup_requests: 0, put_requests: 3 }),
    replica({ dup_requests: 10, put_requests: 3 }, { put_latency_ns: 5 }),
  );
  expect(dup.apps.get("1")).toMatchObject({ writeQps: 1, writeP99Ns: null });
});

it("shows of a profiled node what its clients wait for: the RPC p99 of the tasks that happened there", () => {
  const load = between(
    replica({ get_requests: 0, scan_requests: 4, put_requests: 0 }),
    replica({ get_requests: 10, scan_requests: 4, put_requests: 10 }, { get_latency_ns: 100, put_latency_ns: 200 }),
    {
      taskP99: new Map([
        ["RPC_RRDB_RRDB_GET", 1500],
        ["RPC_RRDB_RRDB_SCAN", 99_000],
      ]),
    },
  );
  // Put is not profiled: the storage's own latency stays.
  expect(load.nodes.get("n1")).toMatchObject({ readP99Ns: 1500, writeP99Ns: 200 });
  expect(load.apps.get("1")).toMatchObject({ readP99Ns: 100, writeP99Ns: 200 });
  expect(load.cluster).toMatchObject({ readP99Ns: 1500, writeP99Ns: 200 });
});

it("passes a node's own gauges on", () => {
  const disks: Disk[] = [{ tag: "ssd1", totalMb: 100, availableMb: 40 }];
  const load = deriveLoad(null, round({ n1: node(0, {}, { residentMemoryMb: 512, sessions: 9, disks }) }, {}));
  expect(load.nodes.get("n1")).toEqual({
    ...NO_RATES,
    readP99Ns: null,
    writeP99Ns: null,
    failure: null,
    primaries: 0,
    replicas: 0,
    residentMemoryMb: 512,
    sessions: 9,
    disks,
  });
});

const FOLDER = new URL("samples/load/", import.meta.url);
const text = (name: string): string => readFileSync(new URL(name, FOLDER), "utf8");

/** The primaries as the metas had them (samples/load/README.md). */
const PRIMARIES = { "4.0": "34801", "4.1": "34802", "4.2": "34802" };
const PORTS = ["34801", "34802", "34803"];

function recorded(moment: "before" | "after"): Round {
  const samples = PORTS.map((port) => [port, readSample(metrics.decode(text(`${port}.${moment}.txt`)))] as const);
  return round(Object.fromEntries(samples), PRIMARIES);
}

it("derives from two answers of a real cluster what one finds with a pencil", () => {
  const load = deriveLoad(recorded("before"), recorded("after"));
  // Read off the files: counters of the primary before and after, and its timestamp_ns.
  const [first, second] = [5.000224309, 5.016117573];
  const gets = { "4.0": (6802 - 5841) / first, "4.1": (5565 - 4634) / second, "4.2": (6924 - 5995) / second };
  const puts = { "4.0": (3241 - 3063) / first, "4.1": (3137 - 2967) / second, "4.2": (3210 - 3030) / second };
  for (const id of ["4.0", "4.1", "4.2"] as const) {
    const partition = load.partitions.get(id);
    expect(partition?.readQps).toBeCloseTo(gets[id], 6);
    expect(partition?.writeQps).toBeCloseTo(puts[id], 6);
    // One unit a request: the records are small. Bytes were not asked for.
    expect(partition?.readCu).toBeCloseTo(gets[id], 6);
    expect(partition?.writeCu).toBeCloseTo(puts[id], 6);
    expect([partition?.readBytes, partition?.primary, partition?.storageMb]).toEqual([null, PRIMARIES[id], 0]);
  }
  expect(load.apps.get("4")?.readQps).toBeCloseTo(gets["4.0"] + gets["4.1"] + gets["4.2"], 6);
  expect(load.cluster.writeQps).toBeCloseTo(puts["4.0"] + puts["4.1"] + puts["4.2"], 6);
  expect(load.nodes.get("34802")?.readQps).toBeCloseTo(gets["4.1"] + gets["4.2"], 6);
  expect(load.nodes.get("34803")).toMatchObject({ ...NO_RATES, primaries: 0, replicas: 3 });
  expect(load.apps.get("4")).toMatchObject({ readP99Ns: 608_332, writeP99Ns: 723_823 });
  expect(load.nodes.get("34802")).toMatchObject({ readP99Ns: 550_586, writeP99Ns: 698_445 });
});

it.each(PORTS.flatMap((port) => [`${port}.before.txt`, `${port}.after.txt`]))(
  "has %s as a server would say it",
  (name) => {
    expect(metrics.encode(metrics.decode(text(name)))).toBe(text(name));
  },
);
