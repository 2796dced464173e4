// One replica server's answer to LOAD_QUERY, indexed for the arithmetic of load.ts.
import type { Entity, Metrics } from "./answers/metrics.ts";
import { ReplicaColumns, type Value } from "./replica-columns.ts";

export interface ReplicaSample {
  /** Counters and gauges by metric name. */
  readonly values: { get(name: string): Value | undefined };
  /** p99 by metric name, ns. */
  readonly p99: { get(name: string): number | undefined };
}

/** Of one of the few entities that are no replica. */
interface Indexed {
  readonly values: ReadonlyMap<string, Value>;
  readonly p99: ReadonlyMap<string, number>;
}

export interface Disk {
  tag: string;
  totalMb: number;
  availableMb: number;
}

export interface NodeSample {
  /** The server's own clock, ns since epoch. */
  readonly timestampNs: bigint;
  /** Keyed by `<app id>.<partition index>`. */
  readonly replicas: ReadonlyMap<string, ReplicaSample>;
  /** p99 of the server-side RPC latency by task name, ns. */
  readonly taskP99: ReadonlyMap<string, number>;
  /** Values of the process itself by metric name. */
  readonly server: ReadonlyMap<string, Value>;
  readonly residentMemoryMb: number | null;
  readonly sessions: number | null;
  readonly disks: readonly Disk[];
}

export function readSample(metrics: Metrics): NodeSample {
  const columns = new ReplicaColumns(metrics.entities.filter(({ type }) => type === "replica"));
  const replicas = new Map<string, ReplicaSample>();
  const taskP99 = new Map<string, number>();
  const disks: Disk[] = [];
  let server: Indexed | null = null;
  for (const entity of metrics.entities) {
    if (entity.type === "replica") replicas.set(entity.id.slice("replica@".length), columns.add(entity));
    else if (entity.type === "server") server = index(entity);
    else if (entity.type === "disk") disks.push(readDisk(entity));
    else if (entity.type === "profiler") {
      const p99 = index(entity).p99.get("profiler_server_rpc_latency_ns");
      if (p99 !== undefined) taskP99.set(entity.attributes["task_name"] ?? entity.id.replace("task@", ""), p99);
    }
  }
  return {
    timestampNs: BigInt(metrics.timestamp_ns),
    replicas,
    taskP99,
    server: server?.values ?? new Map(),
    residentMemoryMb: gauge(server, "resident_mem_usage_mb"),
    sessions: gauge(server, "network_server_sessions"),
    disks: disks.toSorted((a, b) => (a.tag < b.tag ? -1 : 1)),
  };
}

function index(entity: Entity): Indexed {
  const values = new Map<string, Value>();
  const p99 = new Map<string, number>();
  for (const metric of entity.metrics) {
    if (metric.name === undefined) continue;
    if (metric.value !== undefined) values.set(metric.name, metric.value);
    if (metric.p99 !== undefined) p99.set(metric.name, Number(metric.p99));
  }
  return { values, p99 };
}

function readDisk(entity: Entity): Disk {
  const { values } = index(entity);
  return {
    tag: entity.attributes["tag"] ?? entity.id.replace("disk@", ""),
    totalMb: Number(values.get("disk_capacity_total_mb") ?? 0),
    availableMb: Number(values.get("disk_capacity_avail_mb") ?? 0),
  };
}

function gauge(sample: Indexed | null, name: string): number | null {
  const value = sample?.values.get(name);
  return value === undefined ? null : Number(value);
}

/**
 * Per-second rate of a counter between two samples of one server, by the server's own clock. Null where one of them lacks it,
 * and where it fell: the process restarted, or the replica moved away and back (reference 3.7).
 */
export function rateOf(before: Value | undefined, now: Value | undefined, seconds: number): number | null {
  if (before === undefined || now === undefined || seconds <= 0) return null;
  const difference =
    typeof before === "number" && typeof now === "number" ? now - before : Number(BigInt(now) - BigInt(before));
  return difference < 0 ? null : difference / seconds;
}

/** One counter that fell says that all began anew (3.7): those that have outgrown their old value already would tell nonsense. */
export function wasReset(before: ReplicaSample, now: ReplicaSample, counters: readonly string[]): boolean {
  return counters.some((name) => {
    const [earlier, later] = [before.values.get(name), now.values.get(name)];
    return earlier !== undefined && later !== undefined && later < earlier;
  });
}

export function secondsBetween(before: NodeSample, now: NodeSample): number {
  return Number(now.timestampNs - before.timestampNs) / 1e9;
}
