// What one replica has served and stored since its process started: the figures behind its metrics and those of its node.
import { loadSeen, type Replica } from "../model/partition.ts";
import type { Process } from "../model/process.ts";
import type { Table } from "../model/table.ts";
import { READS, WRITES, type Operation } from "../model/tables.ts";
import { chance, keyOf, smoothNoise } from "../random.ts";

const HOUR = 3_600_000;
const MB = 2 ** 20;
/** Flag `perf_counter_read_capacity_unit_size` and its twin. */
const CAPACITY_UNIT_BYTES = 4096;

interface Shape {
  /** Records that one request touches. */
  readonly records: number;
  /** Median latency in the storage engine of one request, ns. */
  readonly latency: number;
}

const SHAPES: Readonly<Record<Operation, Shape>> = {
  get: { records: 1, latency: 62_000 },
  multi_get: { records: 12, latency: 185_000 },
  batch_get: { records: 8, latency: 210_000 },
  scan: { records: 60, latency: 890_000 },
  put: { records: 1, latency: 74_000 },
  multi_put: { records: 5, latency: 138_000 },
  remove: { records: 1, latency: 60_000 },
  multi_remove: { records: 4, latency: 115_000 },
  incr: { records: 1, latency: 68_000 },
  check_and_set: { records: 1, latency: 86_000 },
  check_and_mutate: { records: 2, latency: 127_000 },
};

export function isRead(operation: Operation): boolean {
  return READS.some((read) => read === operation);
}

/** Sums over operations by the rate of each. */
type Weight = (operation: Operation) => number;

export class ReplicaLoad {
  readonly table: Table;
  readonly replica: Replica;
  /** Gives the replica its own chance. */
  readonly key: number;
  private readonly process: Process;
  private readonly now: number;
  private readonly seen = new Map<"reads" | "writes" | "written", number>();

  /** `process`: of the node that holds it. `now` in ms since the epoch. */
  constructor(table: Table, replica: Replica, process: Process, now: number) {
    this.table = table;
    this.replica = replica;
    this.process = process;
    this.now = now;
    this.key = keyOf(process.key, table.name, replica.partition.index);
  }

  /** Load that it saw, in seconds of the partition's mean: reads and the sizes of writes as primary, writes in either role. */
  private load(what: "reads" | "writes" | "written"): number {
    const known = this.seen.get(what);
    if (known !== undefined) return known;
    const which = what === "writes" ? "all" : "primary";
    const kind = what === "reads" ? "reads" : "writes";
    const value = loadSeen(this.replica, which, kind, this.process.startedAt, this.now);
    this.seen.set(what, value);
    return value;
  }

  /** Requests per second to this partition, daily mean. */
  private rate(operation: Operation): number {
    return (this.table.load.rates[operation] ?? 0) * this.replica.partition.load.share;
  }

  /** Requests counted here: reads as primary, writes in either role (6.6). */
  requests(operation: Operation): number {
    return this.rate(operation) * this.load(isRead(operation) ? "reads" : "writes");
  }

  /** Requests that clients sent here: as primary only. */
  fromClients(operation: Operation): number {
    return this.rate(operation) * this.load(isRead(operation) ? "reads" : "written");
  }

  requestBytes(operation: Operation): number {
    return SHAPES[operation].records * this.table.load.recordBytes;
  }

  reads(weight: Weight = () => 1): number {
    return READS.reduce((sum, operation) => sum + this.fromClients(operation) * weight(operation), 0);
  }

  /** Writes that it applied in either role. */
  applied(weight: Weight = () => 1): number {
    return WRITES.reduce((sum, operation) => sum + this.requests(operation) * weight(operation), 0);
  }

  written(weight: Weight = () => 1): number {
    return WRITES.reduce((sum, operation) => sum + this.fromClients(operation) * weight(operation), 0);
  }

  capacityUnits(operation: Operation): number {
    return Math.ceil(this.requestBytes(operation) / CAPACITY_UNIT_BYTES);
  }

  records(operation: Operation): number {
    return SHAPES[operation].records;
  }

  /** ns; undefined where such a request has never been served. */
  medianLatency(operation: Operation): number | undefined {
    if (this.requests(operation) < 1) return undefined;
    const { load } = this.replica.partition;
    const busy = load.busyAt(isRead(operation) ? "reads" : "writes", this.now);
    const machine = 0.9 + 0.25 * chance(this.process.key);
    const heat = 1 + 0.15 * Math.log2(1 + load.share * this.table.partitions.length);
    return SHAPES[operation].latency * machine * heat * (0.75 + 0.25 * busy);
  }

  /** On disk, MiB, when statistics were last taken: every `interval` ms. */
  sizeMb(interval: number): number {
    const at = Math.floor(this.now / interval) * interval;
    const compaction = smoothNoise(this.key, at, 5 * HOUR);
    return this.replica.partition.load.sizeMb * (0.98 + 0.05 * compaction);
  }

  /** Copies fetched from other nodes in the life of this process. */
  learned(): number {
    return this.replica.spells.filter(({ learned, from }) => learned && from >= this.process.startedAt).length;
  }

  /** Written to memtables since the process started, bytes. */
  memtableBytes(): number {
    return this.applied((operation) => this.requestBytes(operation)) + 0.4 * MB;
  }
}
