// How busy a process is, in processors, and with what: a node by the load of its replicas, a meta by what it leads.
import type { Process } from "../model/process.ts";
import { READS, WRITES } from "../model/tables.ts";
import type { World } from "../model/world.ts";
import { NodeView } from "../metrics/node-view.ts";
import type { Work } from "./cpu-work.ts";

export type Busy = Readonly<Partial<Record<Work, number>>>;

/** Seconds of a processor that one of these takes. */
const COST = {
  point: 70e-6,
  range: 260e-6,
  write: 110e-6,
  replicated: 80e-6,
  logged: 25e-6,
  message: 45e-6,
} as const;
/** MiB that a processor flushes, and compacts, in a second; each byte that is flushed is compacted some times. */
const [FLUSHED, COMPACTED, AMPLIFICATION] = [260, 110, 4];
const MB = 2 ** 20;
const MOST = 24;

/** Requests per second at a moment. */
interface Rates {
  readonly points: number;
  readonly ranges: number;
  readonly writes: number;
  readonly replicated: number;
  readonly bytesWritten: number;
}

export function ratesOf(node: NodeView): Rates {
  const sum = { points: 0, ranges: 0, writes: 0, replicated: 0, bytesWritten: 0 };
  for (const { replica, load } of node.listed) {
    const { role, partition } = replica;
    if (role !== "primary" && role !== "secondary") continue;
    const writing = partition.load.busyAt("writes", node.now);
    for (const operation of WRITES) {
      const rate = load.rate(operation) * writing;
      if (role === "primary") sum.writes += rate;
      else sum.replicated += rate;
      sum.bytesWritten += rate * load.requestBytes(operation);
    }
    if (role === "secondary") continue;
    const reading = partition.load.busyAt("reads", node.now);
    for (const operation of READS) {
      const rate = load.rate(operation) * reading;
      if (operation === "multi_get" || operation === "scan") sum.ranges += rate;
      else sum.points += rate;
    }
  }
  return sum;
}

function nodeWork(node: NodeView): Busy {
  const { points, ranges, writes, replicated, bytesWritten } = ratesOf(node);
  const { compactions } = node.world.features;
  const compacting = node.listed.filter(
    ({ replica }) => replica.role !== "closed" && compactions.stateOf(replica) === "running",
  ).length;
  const written = bytesWritten / MB;
  return {
    read: points * COST.point,
    scan: ranges * COST.range,
    write: writes * COST.write,
    replicate: replicated * COST.replicated,
    log: (writes + replicated) * COST.logged,
    network: (points + ranges + writes * 3 + replicated) * COST.message,
    flush: written / FLUSHED,
    compact: (written * AMPLIFICATION) / COMPACTED + compacting * 0.9,
    idle: 0.012,
  };
}

function metaWork(world: World, process: Process): Busy {
  if (world.leader !== process.address) return { idle: 0.001 };
  const partitions = world.tables.available.reduce((sum, table) => sum + table.partitions.length, 0);
  return { idle: 0.002, lead: 0.0005 * world.aliveNodes().length + 2e-6 * partitions };
}

/** In processors. */
export function workOf(world: World, process: Process, now: number): Busy {
  switch (process.role) {
    case "meta":
      return metaWork(world, process);
    case "replica": {
      const work = nodeWork(new NodeView(world, process, now));
      const total = Object.values(work).reduce((sum, part) => sum + part, 0);
      const limit = Math.min(1, MOST / total);
      return Object.fromEntries(Object.entries(work).map(([name, part]) => [name, part * limit]));
    }
    case "collector":
      return { idle: 0.001 };
  }
}
