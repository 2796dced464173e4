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

/** `statInterval`: the flag `update_rdb_stat_interval`, ms. */
export function replicaValues(load: ReplicaLoad, now: number, statInterval: number): Values {
  return new Map<string, () => Value>([
    ...operations(load, now),
    ...summaries(load),
    ...lookups(load),
    ...storage(load, now, statInterval),
    ...writeBack(load),
    ...learning(load, statInterval),
  ]);
}

type Part = [metric: string, value: () => Value][];

function operations(load: ReplicaLoad, now: number): Part {
  return [...READS, ...WRITES].flatMap((operation, index): Part => [
    [`${operation}_requests`, () => int64(load.requests(operation))],
    [`${operation}_bytes`, () => int64(load.fromClients(operation) * load.requestBytes(operation))],
    [
      `${operation}_latency_ns`,
      () => {
        const median = load.medianLatency(operation);
        return median === undefined ? NO_PERCENTILES : percentiles(median, load.key + index * 17, now);
      },
    ],
  ]);
}

function summaries(load: ReplicaLoad): Part {
  const expires = "default_ttl" in load.table.envs;
  return [
    ["read_capacity_units", () => int64(load.reads((operation) => load.capacityUnits(operation)))],
    ["write_capacity_units", () => int64(load.written((operation) => load.capacityUnits(operation)))],
    ["committed_requests", () => int64(load.applied())],
    ["read_expired_values", () => (expires ? int64(load.reads() * 0.008) : 0)],
    ["abnormal_read_requests", () => int64(load.reads() * 2e-7)],
  ];
}

/** Refreshed only while the replica is primary (3.5): the reads of its spells as one. */
function lookups(load: ReplicaLoad): Part {
  const points = (): number => load.reads((operation) => (operation === "scan" ? 0 : load.records(operation)));
  const seeks = (): number => load.reads((operation) => (operation === "scan" ? 3 : 0));
  const part = (of: () => number, factor: number) => () => int64(of() * factor);
  const hits = load.table.cacheHits;
  return [
    ["rdb_block_cache_total_count", part(points, 2.4)],
    ["rdb_block_cache_hit_count", part(points, 2.4 * hits)],
    ["rdb_memtable_total_count", part(points, 1)],
    ["rdb_memtable_hit_count", part(points, 0.04)],
    ["rdb_l0_hit_count", part(points, 0.07)],
    ["rdb_l1_hit_count", part(points, 0.16)],
    ["rdb_l2_and_up_hit_count", part(points, 0.68)],
    ["rdb_bloom_filter_point_lookup_positives", part(points, 0.94)],
    ["rdb_bloom_filter_point_lookup_true_positives", part(points, 0.91)],
    ["rdb_bloom_filter_point_lookup_negatives", part(points, 2.7)],
    ["rdb_bloom_filter_seek_total", part(seeks, 1)],
    ["rdb_bloom_filter_seek_negatives", part(seeks, 0.38)],
  ];
}

function storage(load: ReplicaLoad, now: number, interval: number): Part {
  const size = (): number => load.sizeMb(interval);
  return [
    ["rdb_total_sst_size_mb", () => Math.floor(size())],
    ["rdb_total_sst_files", () => Math.ceil(size() / 64) + Math.floor(4 * smoothNoise(load.key, now, HOUR))],
    ["rdb_estimated_keys", () => int64((size() * MB) / load.table.recordBytes)],
    ["rdb_index_and_filter_blocks_mem_usage_bytes", () => int64(size() * MB * 0.0012)],
    ["rdb_write_amplification", () => 4 + Math.floor(5 * smoothNoise(load.key + 3, now, 8 * HOUR))],
    ["rdb_memtable_mem_usage_bytes", () => int64(load.memtableBytes() % WRITE_BUFFER)],
    ["private_log_size_mb", () => 1 + Math.floor((load.memtableBytes() % LOG_SEGMENT) / MB)],
  ];
}

function writeBack(load: ReplicaLoad): Part {
  const flushes = (): number => Math.floor(load.memtableBytes() / WRITE_BUFFER);
  const compactions = (): number => Math.floor(flushes() / 4);
  return [
    ["rdb_flush_completed_count", flushes],
    ["rdb_flush_output_bytes", () => int64(flushes() * WRITE_BUFFER * COMPRESSION)],
    ["rdb_compaction_completed_count", compactions],
    ["rdb_compaction_input_bytes", () => int64(compactions() * 4 * WRITE_BUFFER * COMPRESSION * 3.1)],
    ["rdb_compaction_output_bytes", () => int64(compactions() * 4 * WRITE_BUFFER * COMPRESSION * 2.8)],
  ];
}

function learning(load: ReplicaLoad, interval: number): Part {
  const times = (): number => load.learned();
  return [
    ["learn_count", times],
    ["learn_rounds", times],
    ["learn_successful_count", times],
    ["learn_lt_app_responses", times],
    ["learn_copy_files", () => times() * Math.ceil(load.sizeMb(interval) / 64)],
    ["learn_copy_file_bytes", () => int64(times() * load.replica.partition.plan.sizeMb * MB)],
  ];
}
