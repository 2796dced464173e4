// `GET /api/clusters/{cluster}/load`: what the gateway's sampler derived from the replica servers' counters (reference 6.6), and, since it
// has them, the tables' configurations: `?matrix=` one measure of every app on every node, `?node=` what a node holds, `?top=` the busiest partitions.
import * as z from "zod/mini";

const number = z.nullable(z.number());

const rates = {
  /** Requests per second. Reads: get, multi_get, batch_get, scan. Writes: put, remove, multi_*, check_and_*, incr, dup. */
  readQps: number,
  writeQps: number,
  /** Key plus value bytes per second. */
  readBytes: number,
  writeBytes: number,
  /** Capacity units per second. */
  readCu: number,
  writeCu: number,
};

const latencies = {
  /** Nanoseconds, the highest p99 among the replicas or tasks concerned: percentiles cannot be averaged (3.6). */
  readP99Ns: number,
  writeP99Ns: number,
};

const held = {
  /** MiB of SST files of one copy (primaries only), and their number. */
  storageMb: number,
  sstFiles: number,
  /** MiB of all copies that the configuration names and a server told of. */
  storageAllMb: number,
  /** Requests per second that the table's own limits held up, and that they refused. */
  delayedQps: number,
  rejectedQps: number,
  /** Hits in the block cache of all lookups since the replicas were opened, 0 to 1. */
  cacheHits: number,
};

/** In what a partition is hot: much busier than the others of its table, and busy at all (6.6). */
const HEAT = ["reads", "writes", "both"] as const;

const appLoad = z.object({
  ...rates,
  ...latencies,
  ...held,
  /** How many of its partitions are hot. */
  hotPartitions: z.number(),
});

const nodeLoad = z.object({
  /** What clients asked of this node: requests at the replicas that are primary here. */
  ...rates,
  ...latencies,
  /** Why this node's numbers are missing or stale; null when its last answer is part of this round. */
  failure: z.nullable(z.string()),
  /** Primaries among the replicas that this node's metrics list, by the metas' configuration. */
  primaries: number,
  replicas: number,
  residentMemoryMb: number,
  sessions: number,
  disks: z.array(z.object({ tag: z.string(), totalMb: z.number(), availableMb: z.number() })),
  /** When the sampler last had an answer from it, ms since epoch by the gateway's clock; absent: never. */
  answeredAt: z.optional(z.number()),
});

const partitionLoad = z.object({
  ...rates,
  ...latencies,
  ...held,
  primary: z.nullable(z.string()),
  hot: z.nullable(z.enum(HEAT)),
});

/** What the matrix of apps and nodes can show. */
export const MEASURES = ["replicas", "primaries", "qps", "bytes", "storage"] as const;
export type Measure = (typeof MEASURES)[number];

const matrix = z.object({
  measure: z.enum(MEASURES),
  /** The columns, by the servers' names in the roster. */
  nodes: z.array(z.string()),
  /** The cells of each app by its id, in the order of the columns; null: no replica of it is there, or what it has is not known. */
  apps: z.record(z.string(), z.array(number)),
  /** Apps whose configuration could not be read (yet). */
  unread: z.number(),
});
export type Matrix = z.infer<typeof matrix>;

const heldReplica = z.object({
  appId: z.number(),
  app: z.string(),
  partition: z.number(),
  role: z.enum(["primary", "secondary"]),
  /** A text: it has 64 bits. */
  ballot: z.string(),
  primary: z.nullable(z.string()),
  secondaries: z.array(z.string()),
  /** Copies wanted. */
  copies: z.number(),
  readQps: number,
  writeQps: number,
  /** MiB of SST files of this replica here. */
  storageMb: number,
});
export type HeldReplica = z.infer<typeof heldReplica>;

/** Which round an answer is about. */
const moment = {
  /** When the round ended, ms since epoch by the gateway's clock; null before the first one. */
  at: z.nullable(z.number()),
  /** Length of the interval that the rates are over; null until two samples exist. */
  seconds: z.nullable(z.number()),
  /** Why there is no load at all (no `/metrics` in old versions, not recorded …); null when all is well. */
  failure: z.nullable(z.string()),
};

export const loadSchema = z.object({
  ...moment,
  /** Seconds between rounds now: 10, or more when a round costs too much. */
  interval: z.number(),
  /** Replica servers asked and answering in the last round. */
  asked: z.number(),
  answered: z.number(),
  cluster: z.object({ ...rates, ...latencies, storageMb: number }),
  /** Keyed by app id. */
  apps: z.record(z.string(), appLoad),
  /** Keyed by the server's name in the roster. */
  nodes: z.record(z.string(), nodeLoad),
  /** Keyed by partition index; only with `?app=` (an app id). */
  partitions: z.optional(z.record(z.string(), partitionLoad)),
});

/** With `?matrix=` (a measure): of the latest round; null before the first one. */
export const matrixSchema = z.object({
  ...moment,
  matrix: z.nullable(matrix),
});
export type MatrixAnswer = z.infer<typeof matrixSchema>;

/** With `?node=` (a server of the roster). */
export const heldSchema = z.object({
  ...moment,
  /** When the oldest configuration among these apps was read; null where there is none. */
  configuredAt: z.nullable(z.number()),
  unread: z.number(),
  replicas: z.array(heldReplica),
});
export type Held = z.infer<typeof heldSchema>;

/** How many partitions `?top=` can name. */
export const MOST_TOP = 500;

const topPartition = z.object({
  appId: z.number(),
  app: z.string(),
  partition: z.number(),
  primary: z.nullable(z.string()),
  /** Requests per second. */
  readQps: number,
  writeQps: number,
  /** Of all of the app's partitions together. */
  appReadQps: number,
  appWriteQps: number,
  /** How many deviations above the partitions of its app (6.6); null where the app could not be judged. */
  readScore: number,
  writeScore: number,
  hot: z.nullable(z.enum(HEAT)),
});
export type TopPartition = z.infer<typeof topPartition>;

/** With `?top=` (a number): the busiest partitions of the cluster; whatever their rank those that are hot, and those of `&also=` (`2.7,3.1`). */
export const topSchema = z.object({
  ...moment,
  /** Of how many these are the busiest. */
  of: z.number(),
  partitions: z.array(topPartition),
});
export type Top = z.infer<typeof topSchema>;

/** Rates are null where two samples of the same counter do not exist (yet), or where it was reset between them. */
export type Load = z.infer<typeof loadSchema>;
export type AppLoad = z.infer<typeof appLoad>;
export type NodeLoad = z.infer<typeof nodeLoad>;
export type PartitionLoad = z.infer<typeof partitionLoad>;
