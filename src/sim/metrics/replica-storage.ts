// RocksDB's side of a replica (reference 3.5): gauges are those of the latest round of their timer.
import { smoothNoise } from "../random.ts";
import { int64, type Part, type Value } from "./entity.ts";
import { SHAPES } from "./operation-shapes.ts";
import { manualCompactions } from "./replica-features.ts";
import type { ReplicaLoad } from "./replica-load.ts";
import type { ReplicaSubject } from "./replica-subject.ts";
import { fileCount, MB, memtableBytes, sizeMb, WRITE_BUFFER } from "./stored-data.ts";

const HOUR = 3_600_000;
const LOG_SEGMENT = 256 * MB;
/** Memtable bytes become this much on disk. */
const COMPRESSION = 0.62;
const BLOCKS_PER_POINT = 2.4;

/** A gauge: zero until its timer has ticked once. */
function gauge(of: (load: ReplicaLoad) => Value) {
  return ({ held: { gauges } }: ReplicaSubject): Value => (gauges === null ? 0 : of(gauges));
}

/** Lookups of single keys; counted as primary only, as is what comes of them (3.5). */
function points(factor: number | ((load: ReplicaLoad) => number)) {
  return gauge((load) => {
    const lookups = load.fromReaders((operation) => (operation === "scan" ? 0 : SHAPES[operation].records));
    return int64(lookups * (typeof factor === "number" ? factor : factor(load)));
  });
}

function seeks(factor: number) {
  return gauge((load) => int64(load.fromReaders((operation) => (operation === "scan" ? 3 : 0)) * factor));
}

const LOOKUPS: Part<ReplicaSubject> = [
  ["rdb_block_cache_total_count", points(BLOCKS_PER_POINT)],
  ["rdb_block_cache_hit_count", points(({ table }) => BLOCKS_PER_POINT * table.load.cacheHits)],
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

const GAUGES: Part<ReplicaSubject> = [
  ["rdb_total_sst_size_mb", gauge((load) => Math.floor(sizeMb(load)))],
  [
    "rdb_total_sst_files",
    gauge((load) => fileCount(sizeMb(load)) + Math.floor(4 * smoothNoise(load.key, load.now, HOUR))),
  ],
  ["rdb_estimated_keys", gauge((load) => int64((sizeMb(load) * MB) / load.table.load.recordBytes))],
  ["rdb_index_and_filter_blocks_mem_usage_bytes", gauge((load) => int64(sizeMb(load) * MB * 0.0012))],
  ["rdb_write_amplification", gauge(({ key, now }) => 4 + Math.floor(5 * smoothNoise(key + 3, now, 8 * HOUR)))],
  ["rdb_memtable_mem_usage_bytes", gauge((load) => int64(memtableBytes(load)))],
  ["private_log_size_mb", ({ held: { load } }) => 1 + Math.floor((load.memtableBytes() % LOG_SEGMENT) / MB)],
];

function flushes({ held: { load } }: ReplicaSubject): number {
  return Math.floor(load.memtableBytes() / WRITE_BUFFER);
}

const FLUSHES_PER_COMPACTION = 4;
const FLUSHED = WRITE_BUFFER * COMPRESSION;
/** Compactions of one partition after which RocksDB has once had to slow its writers down. */
const COMPACTIONS_PER_DELAY = 5000;

/** Those that RocksDB does by itself; one that was ordered goes through all of its files. */
function compactions(subject: ReplicaSubject): number {
  return Math.floor(flushes(subject) / FLUSHES_PER_COMPACTION) + manualCompactions(subject);
}

function compactedBytes(subject: ReplicaSubject, part: number): Value {
  const own = Math.floor(flushes(subject) / FLUSHES_PER_COMPACTION) * FLUSHES_PER_COMPACTION * FLUSHED * part;
  return int64(own + manualCompactions(subject) * subject.held.replica.partition.load.sizeMb * MB * (part / 3.1));
}

export const STORAGE: Part<ReplicaSubject> = [
  ...LOOKUPS,
  ...GAUGES,
  ["rdb_flush_completed_count", flushes],
  ["rdb_flush_output_bytes", (subject) => int64(flushes(subject) * FLUSHED)],
  ["rdb_compaction_completed_count", compactions],
  ["rdb_compaction_input_bytes", (subject) => compactedBytes(subject, 3.1)],
  ["rdb_compaction_output_bytes", (subject) => compactedBytes(subject, 2.8)],
  ["rdb_changed_delayed_writes", (subject) => Math.floor(compactions(subject) / COMPACTIONS_PER_DELAY)],
];
