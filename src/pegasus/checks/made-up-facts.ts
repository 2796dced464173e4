// A cluster in which all is well and all is known, for tests: each changes what it is about.
import type { NodeInfo } from "../answers/nodes.ts";
import { CHECKS, judgeAll } from "./all.ts";
import type { Verdict } from "./check.ts";
import { known } from "./fact.ts";
import type { ClusterFacts, Fleet, NodeFigures, ServerFact } from "./facts.ts";
import { readingOf, type GaugeReading, type GaugeSample } from "./gauges.ts";
import type { TableFact } from "./tables.ts";

export const META: ServerFact = { server: "m1", role: "meta", leader: true, alive: true, starting: false };
export const BACKUP: ServerFact = { ...META, server: "m2", leader: false };
export const REPLICA: ServerFact = { ...META, server: "r1", role: "replica", leader: false };

export const NOW = Date.parse("2026-03-02T12:00:00Z");

export function fleet<T>(answers: Readonly<Record<string, T>>, silent: Fleet<T>["silent"] = []): Fleet<T> {
  const servers = Object.keys(answers);
  return { answers: new Map(Object.entries(answers)), ms: new Map(servers.map((server) => [server, 3])), silent };
}

export function silentServer(server: string, kind = "timeout"): Fleet<unknown>["silent"][number] {
  return { server, kind, message: `${server} did not answer.` };
}

export function nodeList(nodes: Readonly<Record<string, Partial<NodeInfo>>>): ClusterFacts["nodes"] {
  const all = Object.entries(nodes).map(([address, more]): [string, NodeInfo] => [
    address,
    { address, status: "ALIVE", primary_count: 10, secondary_count: 20, replica_count: 30, ...more },
  ]);
  const unalive = all.filter(([, { status }]) => status === "UNALIVE").length;
  return known({
    details: Object.fromEntries(all),
    summary: { total_node_count: all.length, alive_node_count: all.length - unalive, unalive_node_count: unalive },
  });
}

export function table(app_name: string, more: Partial<TableFact> = {}): TableFact {
  const counts = { partition_count: 8, unhealthy: 0, write_unhealthy: 0, read_unhealthy: 0 };
  return { app_name, ...counts, splitting: 0, ill: null, ...more };
}

/** Two readings ten seconds apart. */
export function reading(
  counters: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>> = {},
): GaugeReading {
  const sample = (seconds: number, values: Readonly<Record<string, number>>): GaugeSample => ({
    timestampNs: BigInt(seconds) * 1_000_000_000n,
    values: new Map(Object.entries(values)),
  });
  const zero = { read_failed_requests: 0, write_failed_requests: 0, read_busy_requests: 0, write_busy_requests: 0 };
  return readingOf(sample(0, zero), sample(10, { ...zero, ...counters, ...more }));
}

export function figures(more: Partial<NodeFigures> = {}): NodeFigures {
  const disks = [{ tag: "ssd1", totalMb: 1000, availableMb: 700 }];
  return { failure: null, residentMemoryMb: 8192, sessions: 100, disks, ...more };
}

const BUILD = { Version: "2.6.0", GitCommit: "abcdef0123" };
const START = { RecentStartTime: "2026-02-01 00:00:00" };
const FLAGS = { fd_grace_seconds: { value: "22" }, data_dirs: { value: "/data" } };
const OFFERS = new Set(["/metrics", "/configs", "/pprof/profile"]);

export function facts(change: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    now: NOW,
    zones: [0],
    roster: known([META, BACKUP, REPLICA]),
    info: known({
      meta_servers: ["m1", "m2"],
      primary_meta_server: "m1",
      zookeeper_hosts: "zk:2181",
      zookeeper_root: "/pegasus",
      meta_function_level: "steady",
      balance_operation_count: { copy_pri: 0, copy_sec: 0, move_pri: 0, total: 0 },
      primary_replica_count_stddev: 0,
      total_replica_count_stddev: 0,
    }),
    nodes: nodeList({ r1: {}, r2: {}, r3: {} }),
    deadSince: new Map(),
    tables: known([table("temp")]),
    load: known({ asked: 2, answered: 2, nodes: { r1: figures(), r2: figures() } }),
    diskOutlooks: known([{ server: "r1", tag: "ssd1", days: 200, sentence: "Full in about 200 days (150 to 300)." }]),
    throttled: known([]),
    hot: known([]),
    metas: known(fleet({ m1: 200, m2: 307 })),
    versions: known(fleet({ m1: BUILD, r1: BUILD })),
    starts: known(fleet({ m1: START, r1: START })),
    firstStarts: new Map(),
    configs: known(fleet({ m1: FLAGS, m2: FLAGS, r1: FLAGS })),
    gauges: known(fleet({ r1: reading({}), r2: reading({}) })),
    duplications: known([]),
    bulkLoads: known([]),
    compactions: known([]),
    offered: known({ meta: OFFERS, replica: OFFERS }),
    ...change,
  };
}

/** What a check says of that cluster, changed. */
export function judged(id: string, change: Partial<ClusterFacts>): Verdict {
  const found = judgeAll(CHECKS, facts(change)).find((one) => one.id === id);
  if (found === undefined) throw new Error(`there is no check ${id}`);
  return found.verdict;
}

export function info(change: object): Partial<ClusterFacts> {
  const before = facts().info;
  return before.kind === "known" ? { info: known({ ...before.value, ...change }) } : {};
}

export function start(text: string): Partial<ClusterFacts> {
  return { starts: known(fleet({ r1: { RecentStartTime: text } })) };
}

export function gauges(...of: readonly GaugeReading[]): Partial<ClusterFacts> {
  return { gauges: known(fleet(Object.fromEntries(of.map((one, index) => [`r${index + 1}`, one])))) };
}
