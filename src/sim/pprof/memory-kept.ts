// How much memory a process keeps, and for what: the same figures as its metrics show.
import { NodeView } from "../metrics/node-view.ts";
import { MB, sizeMb } from "../metrics/stored-data.ts";
import { blockCacheBytes } from "../metrics/node-memory.ts";
import type { Asked } from "../metrics/asked.ts";
import type { Keep } from "./allocations.ts";
import { ratesOf } from "./busy.ts";

const KiB = 1024;

/** Bytes. */
export type Kept = Readonly<Partial<Record<Keep, number>>>;

/** Of a replica's metrics: a percentile keeps its last 4096 samples, and there are some thirty of them. */
const METRICS_PER_REPLICA = 30 * 32 * KiB;
const MUTATIONS_PER_REPLICA = 48 * KiB;
const SESSIONS = 80;

function keptByNode(asked: Asked): Kept {
  const node = new NodeView(asked.world, asked.process, asked.now);
  return {
    blockCache: blockCacheBytes(asked),
    memtables: node.memtables,
    filters: node.sum(({ gauges }) => (gauges === null ? 0 : sizeMb(gauges) * MB * 0.0012)),
    messages: SESSIONS * 64 * KiB,
    mutations: node.listed.length * MUTATIONS_PER_REPLICA,
    metrics: node.listed.length * METRICS_PER_REPLICA,
    state: 4 * MB,
  };
}

export function memoryKept(asked: Asked): Kept {
  const { process, world } = asked;
  if (process.role === "replica") return keptByNode(asked);
  const leads = world.leader === process.address;
  const partitions = world.tables.available.reduce((sum, table) => sum + table.partitions.length, 0);
  return { messages: 10 * 64 * KiB, state: 12 * MB + (leads ? partitions * 3 * KiB : 0) };
}

/** Bytes that a process asks for in a second, and gives back but for the memtables. */
export function memoryUsed({ world, process, now }: Asked): Kept {
  if (process.role !== "replica") return { messages: 4 * KiB, state: KiB };
  const { points, ranges, writes, replicated, bytesWritten } = ratesOf(new NodeView(world, process, now));
  return {
    messages: (points + ranges + writes + replicated) * 700,
    mutations: (writes + replicated) * 1200,
    blockCache: (points * 0.3 + ranges * 2) * 8 * KiB,
    memtables: bytesWritten,
  };
}
