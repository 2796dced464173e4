// `GET /api/clusters/{cluster}/load`: what the gateway's sampler derived from the replica servers' counters (reference 6.6).
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

const appLoad = z.object({
  ...rates,
  ...latencies,
  /** MiB of SST files of one copy (primaries only), and their number. */
  storageMb: number,
  sstFiles: number,
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
});

const partitionLoad = z.object({ ...rates, primary: z.nullable(z.string()), storageMb: number });

export const loadSchema = z.object({
  /** When the round ended, ms since epoch by the gateway's clock; null before the first one. */
  at: z.nullable(z.number()),
  /** Length of the interval that the rates are over; null until two samples exist. */
  seconds: z.nullable(z.number()),
  /** Seconds between rounds now: 10, or more when a round costs too much. */
  interval: z.number(),
  /** Replica servers asked and answering in the last round. */
  asked: z.number(),
  answered: z.number(),
  /** Why there is no load at all (no `/metrics` in old versions, not recorded …); null when all is well. */
  failure: z.nullable(z.string()),
  cluster: z.object({ ...rates, ...latencies, storageMb: number }),
  /** Keyed by app id. */
  apps: z.record(z.string(), appLoad),
  /** Keyed by the server's name in the roster. */
  nodes: z.record(z.string(), nodeLoad),
  /** Keyed by partition index; only with `?app=` (an app id). */
  partitions: z.optional(z.record(z.string(), partitionLoad)),
});

/** Rates are null where two samples of the same counter do not exist (yet), or where it was reset between them. */
export type Load = z.infer<typeof loadSchema>;
export type AppLoad = z.infer<typeof appLoad>;
export type NodeLoad = z.infer<typeof nodeLoad>;
export type PartitionLoad = z.infer<typeof partitionLoad>;
