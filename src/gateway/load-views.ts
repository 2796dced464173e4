// What the load route tells of the sampler's latest round. Pure.
import type { Held, HeldReplica, Load, Matrix, Measure } from "#api/load.ts";
import type { NodeSample } from "#pegasus/load-sample.ts";
import { STORAGE_MB } from "#pegasus/load-metrics.ts";
import { deriveLoad, type LoadTables } from "#pegasus/load.ts";
import type { HotWatch } from "./hot-watch.ts";
import type { Places } from "./placement.ts";

export interface Finished {
  readonly at: number;
  readonly seconds: number | null;
  readonly asked: number;
  /** Why servers did not answer, by name. */
  readonly failures: ReadonlyMap<string, string>;
  /** All replica servers of the roster, the dead among them. */
  readonly servers: readonly string[];
  readonly samples: ReadonlyMap<string, NodeSample>;
  readonly tables: LoadTables;
  readonly places: Places;
}

interface State {
  readonly interval: number;
  readonly failure: string | null;
  readonly answeredAt: ReadonlyMap<string, number>;
  readonly hot: HotWatch;
}

const NOTHING = deriveLoad(null, { samples: new Map(), primaries: new Map() });

/** `appId` adds the partitions of that table. */
export function loadOf(latest: Finished | null, state: State, appId: string | null): Load {
  const tables = latest?.tables ?? NOTHING;
  const nodes: Load["nodes"] = {};
  for (const [server, load] of tables.nodes) nodes[server] = { ...load, ...lastAnswer(server, state) };
  for (const [server, failure] of latest?.failures ?? []) {
    nodes[server] = { ...silentNode(), failure, ...lastAnswer(server, state) };
  }
  const apps = [...tables.apps].map(([id, app]) => [id, { ...app, hotPartitions: state.hot.countOf(Number(id)) }]);
  return {
    at: latest?.at ?? null,
    seconds: latest?.seconds ?? null,
    interval: state.interval,
    asked: latest?.asked ?? 0,
    answered: latest?.samples.size ?? 0,
    failure: state.failure,
    cluster: tables.cluster,
    apps: Object.fromEntries(apps) as Load["apps"], // fromEntries knows no tuples that were mapped
    nodes,
    ...(appId === null ? {} : { partitions: partitionsOf(tables, appId, state.hot) }),
  };
}

function lastAnswer(server: string, { answeredAt }: State): { answeredAt?: number } {
  const at = answeredAt.get(server);
  return at === undefined ? {} : { answeredAt: at };
}

function silentNode(): Load["nodes"][string] {
  const rates = { readQps: null, writeQps: null, readBytes: null, writeBytes: null, readCu: null, writeCu: null };
  const latencies = { readP99Ns: null, writeP99Ns: null };
  return {
    ...rates,
    ...latencies,
    failure: null,
    primaries: null,
    replicas: null,
    residentMemoryMb: null,
    sessions: null,
    disks: [],
  };
}

function partitionsOf({ partitions }: LoadTables, appId: string, hot: HotWatch): NonNullable<Load["partitions"]> {
  const prefix = `${appId}.`;
  const found: NonNullable<Load["partitions"]> = {};
  for (const [id, load] of partitions) {
    if (!id.startsWith(prefix)) continue;
    const index = id.slice(prefix.length);
    found[index] = { ...load, hot: hot.of(Number(appId), Number(index)) };
  }
  return found;
}

export function matrixOf({ servers, places, tables, samples }: Finished, measure: Measure): Matrix {
  const column = new Map(servers.map((server, index) => [server, index]));
  const apps: Record<string, (number | null)[]> = {};
  for (const [id] of places.tables) apps[id] = servers.map(() => null);
  for (const [id, members] of places.members) {
    const cells = apps[id.slice(0, id.indexOf("."))];
    if (cells === undefined) continue;
    const primary = places.primaries.get(id);
    for (const server of members) {
      const index = column.get(server);
      const value = valueOf(measure, id, server, primary, tables, samples);
      if (index !== undefined && value !== null) cells[index] = (cells[index] ?? 0) + value;
    }
  }
  return { measure, nodes: [...servers], apps, unread: places.unread };
}

function valueOf(
  measure: Measure,
  id: string,
  server: string,
  primary: string | undefined,
  tables: LoadTables,
  samples: ReadonlyMap<string, NodeSample>,
): number | null {
  const load = server === primary ? tables.partitions.get(id) : undefined;
  switch (measure) {
    case "replicas":
      return 1;
    case "primaries":
      return server === primary ? 1 : 0;
    case "qps":
      return server === primary ? plus(load?.readQps, load?.writeQps) : 0;
    case "bytes":
      return server === primary ? plus(load?.readBytes, load?.writeBytes) : 0;
    case "storage":
      return sizeOf(samples, server, id);
  }
}

function plus(a: number | null | undefined, b: number | null | undefined): number | null {
  if (a === null || a === undefined) return b ?? null;
  return a + (b ?? 0);
}

function sizeOf(samples: ReadonlyMap<string, NodeSample>, server: string, id: string): number | null {
  const size = samples.get(server)?.replicas.get(id)?.values.get(STORAGE_MB);
  return size === undefined ? null : Number(size);
}

export function heldBy(
  { places, tables, samples }: Finished,
  server: string,
): Pick<Held, "configuredAt" | "unread" | "replicas"> {
  const replicas: HeldReplica[] = [];
  let configuredAt: number | null = null;
  for (const [appId, { detail, at }] of places.tables) {
    let here = false;
    for (const partition of Object.values(detail.replicas ?? {})) {
      const id = `${appId}.${partition.pidx}`;
      if (places.members.get(id)?.includes(server) !== true) continue;
      here = true;
      const role = places.primaries.get(id) === server ? "primary" : "secondary";
      const load = role === "primary" ? tables.partitions.get(id) : undefined;
      replicas.push({
        appId,
        app: detail.general.app_name,
        partition: partition.pidx,
        role,
        ballot: String(partition.ballot),
        primary: partition.primary,
        secondaries: partition.secondaries,
        copies: partition.replica_count.max,
        readQps: load?.readQps ?? null,
        writeQps: load?.writeQps ?? null,
        storageMb: sizeOf(samples, server, id),
      });
    }
    if (here && (configuredAt === null || at < configuredAt)) configuredAt = at;
  }
  return { configuredAt, unread: places.unread, replicas };
}
