// Load of partitions, tables, nodes and the cluster from two rounds of samples, as the admin shell derives it (reference 6.6),
// but guarded where the shell is not: resets are dropped, and so is a primary that moved between the rounds.
import {
  CACHE_HITS,
  CACHE_LOOKUPS,
  COUNTERS,
  DELAYED,
  READS,
  READ_BYTES,
  READ_CU,
  REJECTED,
  STORAGE_FILES,
  STORAGE_MB,
  WRITES,
  WRITE_BYTES,
  WRITE_CU,
} from "./load-metrics.ts";
import { rateOf, secondsBetween, wasReset, type Disk, type NodeSample, type ReplicaSample } from "./load-sample.ts";

/** Null: not known. Per second; bytes are bytes. */
interface Rates {
  readQps: number | null;
  writeQps: number | null;
  readBytes: number | null;
  writeBytes: number | null;
  readCu: number | null;
  writeCu: number | null;
}

/** The highest p99 of the operations that really happened in the interval, ns: an idle percentile shows old values for ever (3.6). */
interface Latencies {
  readP99Ns: number | null;
  writeP99Ns: number | null;
}

/** What a partition has, and its table as the sum over its partitions. */
interface Held extends Rates, Latencies {
  /** One copy: what primaries hold, MiB. */
  storageMb: number | null;
  sstFiles: number | null;
  /** All copies that the configuration names and that a server told of, MiB; null where the configuration is not told. */
  storageAllMb: number | null;
  /** Requests per second that the table's limits held up, and that they refused. */
  delayedQps: number | null;
  rejectedQps: number | null;
  /** Of the lookups in the block cache since the replicas were opened, 0 to 1; 0 where nothing was looked up. */
  cacheHits: number | null;
}

interface PartitionLoad extends Held {
  primary: string | null;
}
type AppLoad = Held;
interface NodeLoad extends Rates, Latencies {
  failure: string | null;
  primaries: number | null;
  replicas: number | null;
  residentMemoryMb: number | null;
  sessions: number | null;
  disks: Disk[];
}
interface ClusterLoad extends Rates, Latencies {
  storageMb: number | null;
}

export interface Round {
  /** By server; a server that did not answer is missing. */
  readonly samples: ReadonlyMap<string, NodeSample>;
  /** `<app id>.<partition index>` → the server that is primary, by the metas' configuration. */
  readonly primaries: ReadonlyMap<string, string>;
  /** The same with all servers that hold it, the primary among them; absent where only primaries are known. */
  readonly members?: ReadonlyMap<string, readonly string[]>;
}

export interface LoadTables {
  readonly cluster: ClusterLoad;
  readonly apps: ReadonlyMap<string, AppLoad>;
  readonly nodes: ReadonlyMap<string, NodeLoad>;
  /** Keyed by `<app id>.<partition index>`. */
  readonly partitions: ReadonlyMap<string, PartitionLoad>;
}

interface Sum extends Held {
  hits: number | null;
  lookups: number | null;
}

function nothing(): Sum {
  return {
    readQps: null,
    writeQps: null,
    readBytes: null,
    writeBytes: null,
    readCu: null,
    writeCu: null,
    readP99Ns: null,
    writeP99Ns: null,
    storageMb: null,
    sstFiles: null,
    storageAllMb: null,
    delayedQps: null,
    rejectedQps: null,
    cacheHits: null,
    hits: null,
    lookups: null,
  };
}

export function deriveLoad(before: Round | null, now: Round): LoadTables {
  const cluster = nothing();
  const apps = new Map<string, Sum>();
  const nodes = new Map<string, NodeLoad>();
  const partitions = new Map<string, PartitionLoad>();
  const happened = new Map<string, Set<string>>();
  for (const [server, sample] of now.samples) nodes.set(server, nodeOf(sample));
  for (const [id, primary] of now.primaries) {
    const sample = now.samples.get(primary);
    const replica = sample?.replicas.get(id);
    const appId = id.slice(0, id.indexOf("."));
    const app = apps.get(appId) ?? nothing();
    apps.set(appId, app);
    const load = nothing();
    load.storageAllMb = allCopies(id, now);
    if (sample === undefined || replica === undefined) {
      app.storageAllMb = plus(app.storageAllMb, load.storageAllMb);
      partitions.set(id, { ...heldOf(load), primary });
      continue;
    }
    addStorage(load, replica);
    const stayed = before?.primaries.get(id) === primary;
    const earlier = stayed ? before?.samples.get(primary) : undefined;
    const tasks = happened.get(primary) ?? new Set<string>();
    happened.set(primary, tasks);
    if (earlier !== undefined)
      addRates(load, earlier.replicas.get(id), replica, secondsBetween(earlier, sample), tasks);
    const node = nodes.get(primary);
    for (const target of node === undefined ? [app, cluster] : [app, node, cluster]) add(target, load);
    addHeld(app, load);
    cluster.storageMb = plus(cluster.storageMb, load.storageMb);
    if (node !== undefined) node.primaries = (node.primaries ?? 0) + 1;
    partitions.set(id, { ...heldOf(load), primary });
  }
  for (const [server, node] of nodes)
    setTaskLatencies(node, now.samples.get(server), happened.get(server) ?? new Set());
  // The cluster's p99 is the highest of its nodes', so that both are of the same kind.
  const latencies = [...nodes.values()].map(latenciesOf).reduce(highestOf, { readP99Ns: null, writeP99Ns: null });
  return {
    cluster: { ...ratesOf(cluster), ...latencies, storageMb: cluster.storageMb },
    apps: new Map([...apps].map(([id, sum]) => [id, heldOf(sum)])),
    nodes,
    partitions,
  };
}

function nodeOf(sample: NodeSample): NodeLoad {
  const { residentMemoryMb, sessions, disks, replicas } = sample;
  const empty = nothing();
  return {
    ...ratesOf(empty),
    ...latenciesOf(empty),
    failure: null,
    primaries: 0,
    replicas: replicas.size,
    residentMemoryMb,
    sessions,
    disks: [...disks],
  };
}

function addStorage(load: Sum, replica: ReplicaSample): void {
  load.storageMb = numberOf(replica, STORAGE_MB);
  load.sstFiles = numberOf(replica, STORAGE_FILES);
  load.hits = numberOf(replica, CACHE_HITS);
  load.lookups = numberOf(replica, CACHE_LOOKUPS);
}

/** As the shell's `app_disk` (6.6): what every server that the configuration names holds of it. */
function allCopies(id: string, { members, samples }: Round): number | null {
  return (members?.get(id) ?? [])
    .map((server) => {
      const replica = samples.get(server)?.replicas.get(id);
      return replica === undefined ? null : numberOf(replica, STORAGE_MB);
    })
    .reduce(plus, null);
}

function numberOf(replica: ReplicaSample, name: string): number | null {
  const value = replica.values.get(name);
  return value === undefined ? null : Number(value);
}

function addRates(
  load: Sum,
  before: ReplicaSample | undefined,
  now: ReplicaSample,
  seconds: number,
  tasks: Set<string>,
): void {
  if (before === undefined || wasReset(before, now, COUNTERS)) return;
  const rate = (name: string): number | null => rateOf(before.values.get(name), now.values.get(name), seconds);
  const sum = (names: readonly string[]): number | null => names.map(rate).reduce(plus, null);
  load.readQps = sum(READS.map((operation) => operation.requests));
  load.writeQps = sum(WRITES.map((operation) => operation.requests));
  load.readBytes = sum(READ_BYTES);
  load.writeBytes = sum(WRITE_BYTES);
  load.readCu = rate(READ_CU);
  load.writeCu = rate(WRITE_CU);
  load.delayedQps = sum(DELAYED);
  load.rejectedQps = sum(REJECTED);
  for (const [operations, field] of [
    [READS, "readP99Ns"],
    [WRITES, "writeP99Ns"],
  ] as const) {
    for (const operation of operations) {
      if ((rate(operation.requests) ?? 0) <= 0) continue;
      if (operation.task !== null) tasks.add(operation.task);
      if (operation.latency !== null) load[field] = highest(load[field], now.p99.get(operation.latency) ?? null);
    }
  }
}

/** What a node's clients see is the RPC latency of its tasks, not the storage's; so a node shows that where it is profiled. */
function setTaskLatencies(node: NodeLoad, sample: NodeSample | undefined, tasks: ReadonlySet<string>): void {
  if (sample === undefined) return;
  for (const [operations, field] of [
    [READS, "readP99Ns"],
    [WRITES, "writeP99Ns"],
  ] as const) {
    const seen = operations
      .filter((operation) => operation.task !== null && tasks.has(operation.task))
      .map((operation) => sample.taskP99.get(operation.task ?? "") ?? null)
      .reduce(highest, null);
    if (seen !== null) node[field] = seen;
  }
}

function add(target: Rates & Latencies, load: Sum): void {
  for (const key of ["readQps", "writeQps", "readBytes", "writeBytes", "readCu", "writeCu"] as const) {
    target[key] = plus(target[key], load[key]);
  }
  target.readP99Ns = highest(target.readP99Ns, load.readP99Ns);
  target.writeP99Ns = highest(target.writeP99Ns, load.writeP99Ns);
}

function addHeld(target: Sum, load: Sum): void {
  const keys = ["storageMb", "sstFiles", "storageAllMb", "delayedQps", "rejectedQps", "hits", "lookups"] as const;
  for (const key of keys) target[key] = plus(target[key], load[key]);
}

function heldOf({ hits, lookups, ...held }: Sum): Held {
  return { ...held, cacheHits: hits === null || lookups === null ? null : lookups === 0 ? 0 : hits / lookups };
}

function ratesOf({ readQps, writeQps, readBytes, writeBytes, readCu, writeCu }: Rates): Rates {
  return { readQps, writeQps, readBytes, writeBytes, readCu, writeCu };
}

function latenciesOf({ readP99Ns, writeP99Ns }: Latencies): Latencies {
  return { readP99Ns, writeP99Ns };
}

function highestOf(a: Latencies, b: Latencies): Latencies {
  return { readP99Ns: highest(a.readP99Ns, b.readP99Ns), writeP99Ns: highest(a.writeP99Ns, b.writeP99Ns) };
}

function plus(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : a + b;
}

function highest(a: number | null, b: number | null): number | null {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}
