// What one replica has served and stored up to a moment, since its process started: the figures behind its metrics and its node's.
import { loadSeen, type Replica, type Spell } from "../model/partition.ts";
import type { Kind } from "../model/partition-load.ts";
import type { Process } from "../model/process.ts";
import type { Table } from "../model/table.ts";
import { READS, WRITES, type Operation } from "../model/tables.ts";
import { chance, keyOf } from "../random.ts";
import { isRead, SHAPES } from "./operation-shapes.ts";

const MB = 2 ** 20;
/** Flag `perf_counter_read_capacity_unit_size` and its twin. */
const CAPACITY_UNIT_BYTES = 4096;

/** Sums over operations by the rate of each. */
type Weight = (operation: Operation) => number;

const EACH: Weight = () => 1;

export class ReplicaLoad {
  readonly table: Table;
  readonly replica: Replica;
  readonly process: Process;
  /** The moment, ms since the epoch. */
  readonly now: number;
  /** Gives the replica its own chance. */
  readonly key: number;
  private seenReads: number | undefined;
  private seenWrites: number | undefined;
  private seenWritten: number | undefined;

  /** `process`: of the node that holds it. */
  constructor(table: Table, replica: Replica, process: Process, now: number) {
    this.table = table;
    this.replica = replica;
    this.process = process;
    this.now = now;
    this.key = keyOf(process.key, replica.partition.tableId, replica.partition.index);
  }

  /** The same replica at another moment. */
  at(moment: number): ReplicaLoad {
    return new ReplicaLoad(this.table, this.replica, this.process, moment);
  }

  /** Seconds of the partition's mean load: reads, and the sizes of writes, as primary only; writes in either role (6.6). */
  private get reads(): number {
    return (this.seenReads ??= this.seen("primary", "reads"));
  }
  private get writes(): number {
    return (this.seenWrites ??= this.seen("all", "writes"));
  }
  private get written(): number {
    return (this.seenWritten ??= this.seen("primary", "writes"));
  }

  private seen(which: "primary" | "all", kind: Kind): number {
    return loadSeen(this.replica, which, kind, this.process.startedAt, this.now);
  }

  /** Requests per second to this partition, planned mean. */
  rate(operation: Operation): number {
    return (this.table.load.rates[operation] ?? 0) * this.replica.partition.load.share;
  }

  /** Requests counted here: reads as primary, writes in either role (6.6). */
  requests(operation: Operation): number {
    const rate = this.rate(operation);
    return rate === 0 ? 0 : rate * (isRead(operation) ? this.reads : this.writes);
  }

  /** Requests that clients sent here: as primary only. */
  fromClients(operation: Operation): number {
    const rate = this.rate(operation);
    return rate === 0 ? 0 : rate * (isRead(operation) ? this.reads : this.written);
  }

  /** Of all reads, or all writes, of clients to this partition: per second, planned mean. */
  get readRate(): number {
    let sum = 0;
    for (const operation of READS) sum += this.rate(operation);
    return sum;
  }
  get writeRate(): number {
    let sum = 0;
    for (const operation of WRITES) sum += this.rate(operation);
    return sum;
  }

  /** Mean size of a write, bytes. */
  get bytesPerWrite(): number {
    const rate = this.writeRate;
    const bytes = WRITES.reduce((sum, operation) => sum + this.rate(operation) * this.requestBytes(operation), 0);
    return rate === 0 ? 0 : Math.round(bytes / rate);
  }

  /** Seconds of the partition's mean load that came while it was primary, between two moments of the life of its process. */
  asPrimary(kind: Kind, from: number, to: number): number {
    const { load } = this.replica.partition;
    return this.spells("primary").reduce((sum, spell) => {
      const since = Math.max(spell.from, this.process.startedAt, from);
      return sum + load.seen(kind, since, Math.min(spell.to ?? this.now, this.now, to));
    }, 0);
  }

  /** Writes of clients that it refused as the primary. */
  refused(): number {
    const { load } = this.replica.partition;
    return this.spells("primary").reduce((sum, { from, to }) => {
      const since = Math.max(from, this.process.startedAt);
      return sum + this.writeRate * load.refused(since, Math.min(to ?? this.now, this.now));
    }, 0);
  }

  requestBytes(operation: Operation): number {
    return SHAPES[operation].records * this.table.load.recordBytes;
  }

  fromReaders(weight = EACH): number {
    let sum = 0;
    for (const operation of READS) sum += this.fromClients(operation) * weight(operation);
    return sum;
  }

  /** Writes that clients sent here. */
  fromWriters(weight = EACH): number {
    let sum = 0;
    for (const operation of WRITES) sum += this.fromClients(operation) * weight(operation);
    return sum;
  }

  /** Writes that it applied in either role. */
  applied(weight = EACH): number {
    let sum = 0;
    for (const operation of WRITES) sum += this.requests(operation) * weight(operation);
    return sum;
  }

  capacityUnits(operation: Operation): number {
    return Math.ceil(this.requestBytes(operation) / CAPACITY_UNIT_BYTES);
  }

  /** Median latency of one request at a moment, ns. */
  latency(operation: Operation, at: number): number {
    const { load } = this.replica.partition;
    const busy = load.busyAt(isRead(operation) ? "reads" : "writes", at);
    const machine = 0.9 + 0.25 * chance(this.process.key);
    const heat = 1 + 0.15 * Math.log2(1 + load.share * load.factorAt(at) * this.table.partitions.length);
    return SHAPES[operation].latency * machine * heat * (0.75 + 0.25 * busy);
  }

  /** When such a request was served last, ms since the epoch; null: never. */
  lastServed(operation: Operation): number | null {
    if (this.requests(operation) < 1) return null;
    const spell = this.replica.spells.findLast(({ role }) => role === "primary" || !isRead(operation));
    return spell === undefined ? null : (spell.to ?? this.now);
  }

  /** Its spells that fall in the life of the process, the latest last. */
  spells(role?: Spell["role"]): readonly Spell[] {
    const { startedAt } = this.process;
    return this.replica.spells.filter(
      (spell) => (spell.to === null || spell.to > startedAt) && (role === undefined || spell.role === role),
    );
  }

  /** Written to memtables since the process started, bytes. */
  memtableBytes(): number {
    return this.applied((operation) => this.requestBytes(operation)) + 0.4 * MB;
  }
}
