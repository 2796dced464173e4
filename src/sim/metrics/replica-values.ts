// The metrics of one replica out of its load (reference 3.5, 3.9 and 6.6).
import { READS, WRITES } from "../model/tables.ts";
import { smoothNoise } from "../random.ts";
import { int64, NO_PERCENTILES, type Value, type Values } from "./entity.ts";
import { percentiles } from "./percentiles.ts";
import type { ReplicaLoad } from "./replica-load.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const MB = 2 ** 20;
const WRITE_BUFFER = 64 * MB;
const LOG_SEGMENT = 256 * MB;
/** Memtable bytes become this much on disk. */
const COMPRESSION = 0.62;

export interface ReplicaSubject {
  readonly load: ReplicaLoad;
  /** ms since the epoch. */
  readonly now: number;
  /** The flag `update_rdb_stat_interval`, ms. */
  readonly interval: number;
}

type Part = readonly (readonly [metric: string, value: (subject: ReplicaSubject) => Value])[];

const OPERATIONS: Part = [...READS, ...WRITES].flatMap((operation, index): Part => [
  [`${operation}_requests`, ({ load }) => int64(load.requests(operation))],
  [`${operation}_bytes`, ({ load }) => int64(load.fromClients(operation) * load.requestBytes(operation))],
  [
    `${operation}_latency_ns`,
    ({ load, now }) => {
      const median = load.medianLatency(operation);
      return median === undefined ? NO_PERCENTILES : percentiles(median, load.key + index * 17, now);
    },
  ],
]);

const SUMMARIES: Part = [
  ["read_capacity_units", ({ load }) => int64(load.reads((operation) => load.capacityUnits(operation)))],
  ["write_capacity_units", ({ load }) => int64(load.written((operation) => load.capacityUnits(operation)))],
  ["committed_requests", ({ load }) => int64(load.applied())],
  ["read_expired_values", ({ load }) => (load.table.envs.has("default_ttl") ? int64(load.reads() * 0.008) : 0)],
  ["abnormal_read_requests", ({ load }) => int64(load.reads() * 2e-7)],
];

/** Lookups of single keys. Refreshed only while the replica is primary (3.5), so they are those of its time as one. */
function points(factor: number) {
  return ({ load }: ReplicaSubject): Value =>
    int64(load.reads((operation) => (operation === "scan" ? 0 : load.records(operation))) * factor);
}

function seeks(factor: number) {
  return ({ load }: ReplicaSubject): Value => int64(load.reads((operation) => (operation === "scan" ? 3 : 0)) * factor);
}

const BLOCKS_PER_POINT = 2.4;

const LOOKUPS: Part = [
  ["rdb_block_cache_total_count", points(BLOCKS_PER_POINT)],
  ["rdb_block_cache_hit_count", (subject) => points(BLOCKS_PER_POINT * subject.load.table.load.cacheHits)(subject)],
  ["rdb_memtable_total_count", points(1)],
  ["rdb_memtable_hit_count", points(0.04)],
  ["rdb_l0_hit_count", points(0.07)],
  ["rdb_l1_hit_count", points(0.16)],
  ["rdb_l2_and_up_hit_count", points(0.68)],
  ["rdb_bloom_filter_point_lookup_positives", points(0.94)],
  ["rdb_bloom_filter_point_lookup_true_positives", points(0.91)],
  ["rdb_bloom_filter_point_lookup_negatives", points(2.7)],
  ["rdb_bloom_filter_seek_total", seeks(1)],
  ["rdb_bloom_filter_seek_negatives", seeks(0.38)],
];

function sizeMb({ load, interval }: ReplicaSubject): number {
  return load.sizeMb(interval);
}

const STORAGE: Part = [
  ["rdb_total_sst_size_mb", (subject) => Math.floor(sizeMb(subject))],
  [
    "rdb_total_sst_files",
    (subject) => Math.ceil(sizeMb(subject) / 64) + Math.floor(4 * smoothNoise(subject.load.key, subject.now, HOUR)),
  ],
  ["rdb_estimated_keys", (subject) => int64((sizeMb(subject) * MB) / subject.load.table.load.recordBytes)],
  ["rdb_index_and_filter_blocks_mem_usage_bytes", (subject) => int64(sizeMb(subject) * MB * 0.0012)],
  ["rdb_write_amplification", ({ load, now }) => 4 + Math.floor(5 * smoothNoise(load.key + 3, now, 8 * HOUR))],
  ["rdb_memtable_mem_usage_bytes", ({ load }) => int64(load.memtableBytes() % WRITE_BUFFER)],
  ["private_log_size_mb", ({ load }) => 1 + Math.floor((load.memtableBytes() % LOG_SEGMENT) / MB)],
];

function flushes({ load }: ReplicaSubject): number {
  return Math.floor(load.memtableBytes() / WRITE_BUFFER);
}

const FLUSHES_PER_COMPACTION = 4;
const FLUSHED = WRITE_BUFFER * COMPRESSION;

function compactions(subject: ReplicaSubject): number {
  return Math.floor(flushes(subject) / FLUSHES_PER_COMPACTION);
}

const WRITE_BACK: Part = [
  ["rdb_flush_completed_count", flushes],
  ["rdb_flush_output_bytes", (subject) => int64(flushes(subject) * FLUSHED)],
  ["rdb_compaction_completed_count", compactions],
  ["rdb_compaction_input_bytes", (subject) => int64(compactions(subject) * FLUSHES_PER_COMPACTION * FLUSHED * 3.1)],
  ["rdb_compaction_output_bytes", (subject) => int64(compactions(subject) * FLUSHES_PER_COMPACTION * FLUSHED * 2.8)],
];

function learned({ load }: ReplicaSubject): number {
  return load.learned();
}

const LEARNING: Part = [
  ["learn_count", learned],
  ["learn_rounds", learned],
  ["learn_successful_count", learned],
  ["learn_lt_app_responses", learned],
  ["learn_copy_files", (subject) => learned(subject) * Math.ceil(subject.load.replica.partition.load.sizeMb / 64)],
  ["learn_copy_file_bytes", (subject) => int64(learned(subject) * subject.load.replica.partition.load.sizeMb * MB)],
];

export const REPLICA_VALUES: Values<ReplicaSubject> = new Map([
  ...OPERATIONS,
  ...SUMMARIES,
  ...LOOKUPS,
  ...STORAGE,
  ...WRITE_BACK,
  ...LEARNING,
]);
