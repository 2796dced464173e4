// The columns of the admin shell's `nodes -d -u -q -p` (reference 6.6; shell/commands/node_management.cpp:106-240, 575-760). They
// are sums over all replicas that a node's metrics list: writes count on secondaries, too, and replicas that moved away stay for
// twenty minutes. `deriveLoad` tells what clients ask of a node.
import { nodeSpace, type NodeSpace } from "../disk-balance.ts";
import { rateOf, secondsBetween, type NodeSample, type ReplicaSample } from "../load-sample.ts";
import { add, type Sums } from "./sums.ts";

const REQUESTS = {
  get: "get_requests",
  multiGet: "multi_get_requests",
  batchGet: "batch_get_requests",
  put: "put_requests",
  multiPut: "multi_put_requests",
} as const;
const READ_CU = "read_capacity_units";
const WRITE_CU = "write_capacity_units";
const MEMTABLE = "rdb_memtable_mem_usage_bytes";
const INDEX = "rdb_index_and_filter_blocks_mem_usage_bytes";
const BLOCK_CACHE = "rdb_block_cache_mem_usage_bytes";
const WRITE_BUFFERS = "rdb_wbm_total_mem_usage_bytes";
const MUTABLE_BUFFERS = "rdb_wbm_mutable_mem_usage_bytes";

/** All metrics of replicas, of the process, of disks and of tasks that the columns need. */
export const NODE_STAT_METRICS: readonly string[] = [
  ...Object.values(REQUESTS),
  READ_CU,
  WRITE_CU,
  MEMTABLE,
  INDEX,
  BLOCK_CACHE,
  WRITE_BUFFERS,
  MUTABLE_BUFFERS,
  "resident_mem_usage_mb",
  "disk_capacity_total_mb",
  "disk_capacity_avail_mb",
  "profiler_server_rpc_latency_ns",
];

type Operation = keyof typeof REQUESTS;

/** Null: not known. MiB, requests per second, milliseconds. */
export interface NodeStat {
  readonly residentMb: number | null;
  readonly blockCacheMb: number | null;
  readonly writeBuffersMb: number | null;
  readonly mutableBuffersMb: number | null;
  readonly memtableMb: number | null;
  readonly indexMb: number | null;
  readonly space: NodeSpace;
  readonly perSecond: Readonly<Record<Operation, number | null>>;
  /** What came in the interval, not divided by its length. */
  readonly readCu: number | null;
  readonly writeCu: number | null;
  /** Server-side latency; only of tasks that are profiled. */
  readonly p99Ms: Readonly<Record<Operation, number | null>>;
}

const MIB = 1024 * 1024;

export function nodeStat(before: NodeSample | null, now: NodeSample): NodeStat {
  const gauges: Sums = new Map();
  const rates: Sums = new Map();
  const increments: Sums = new Map();
  const seconds = before === null ? 0 : secondsBetween(before, now);
  for (const [id, replica] of now.replicas) {
    for (const name of [MEMTABLE, INDEX]) add(gauges, name, numberIn(replica.values, name));
    const old = before?.replicas.get(id)?.values;
    for (const name of Object.values(REQUESTS)) {
      add(rates, name, rateOf(old?.get(name), replica.values.get(name), seconds));
    }
    for (const name of [READ_CU, WRITE_CU]) add(increments, name, rateOf(old?.get(name), replica.values.get(name), 1));
  }
  const server = (name: string): number | null => mebibytes(numberIn(now.server, name));
  const task = (name: string): number | null => {
    const p99 = now.taskP99.get(`RPC_RRDB_RRDB_${name}`);
    return p99 === undefined ? null : p99 / 1e6;
  };
  return {
    residentMb: now.residentMemoryMb,
    blockCacheMb: server(BLOCK_CACHE),
    writeBuffersMb: server(WRITE_BUFFERS),
    mutableBuffersMb: server(MUTABLE_BUFFERS),
    memtableMb: mebibytes(gauges.get(MEMTABLE) ?? null),
    indexMb: mebibytes(gauges.get(INDEX) ?? null),
    space: nodeSpace(now.disks),
    perSecond: {
      get: rates.get(REQUESTS.get) ?? null,
      multiGet: rates.get(REQUESTS.multiGet) ?? null,
      batchGet: rates.get(REQUESTS.batchGet) ?? null,
      put: rates.get(REQUESTS.put) ?? null,
      multiPut: rates.get(REQUESTS.multiPut) ?? null,
    },
    readCu: increments.get(READ_CU) ?? null,
    writeCu: increments.get(WRITE_CU) ?? null,
    p99Ms: {
      get: task("GET"),
      multiGet: task("MULTI_GET"),
      batchGet: task("BATCH_GET"),
      put: task("PUT"),
      multiPut: task("MULTI_PUT"),
    },
  };
}

function numberIn(values: ReplicaSample["values"], name: string): number | null {
  const value = values.get(name);
  return value === undefined ? null : Number(value);
}

function mebibytes(bytes: number | null): number | null {
  return bytes === null ? null : bytes / MIB;
}
