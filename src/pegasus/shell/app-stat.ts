// The columns of the admin shell's `app_stat`, for each table or each partition (reference 6.6; shell/command_helper.h:1347-1750,
// 2006-2110; shell/commands/table_management.cpp:470-672). Unlike the shell, counters that were reset between the samples count
// for nothing, and so does a partition whose primary moved.
import { rateOf, secondsBetween, wasReset, type ReplicaSample } from "../load-sample.ts";
import type { Round } from "../load.ts";
import { add, ratio, sumOf, type Sums } from "./sums.ts";

/** Requests per second. */
const RATES = {
  get: ["get_requests"],
  multiGet: ["multi_get_requests"],
  batchGet: ["batch_get_requests"],
  put: ["put_requests"],
  multiPut: ["multi_put_requests"],
  remove: ["remove_requests"],
  multiRemove: ["multi_remove_requests"],
  incr: ["incr_requests"],
  checkAndSet: ["check_and_set_requests"],
  checkAndMutate: ["check_and_mutate_requests"],
  scan: ["scan_requests"],
  duplicated: ["dup_requests"],
  reads: ["get_requests", "multi_get_requests", "batch_get_requests", "scan_requests"],
  writes: [
    "put_requests",
    "remove_requests",
    "multi_put_requests",
    "multi_remove_requests",
    "check_and_set_requests",
    "check_and_mutate_requests",
    "incr_requests",
    "dup_requests",
  ],
  readBytes: ["get_bytes", "multi_get_bytes", "batch_get_bytes", "scan_bytes"],
  writeBytes: ["put_bytes", "multi_put_bytes", "check_and_set_bytes", "check_and_mutate_bytes"],
} as const;

/** What came in the interval, not divided by its length. */
const INCREMENTS = {
  readCu: ["read_capacity_units"],
  writeCu: ["write_capacity_units"],
  expired: ["read_expired_values"],
  filtered: ["read_filtered_values"],
  abnormal: ["abnormal_read_requests"],
  delayed: ["throttling_delayed_write_requests"],
  rejected: ["throttling_rejected_write_requests"],
} as const;

const STORAGE_MB = "rdb_total_sst_size_mb";
const FILES = "rdb_total_sst_files";
const MEMTABLE = "rdb_memtable_mem_usage_bytes";
const INDEX = "rdb_index_and_filter_blocks_mem_usage_bytes";
const CACHE_HITS = "rdb_block_cache_hit_count";
const CACHE_LOOKUPS = "rdb_block_cache_total_count";
const SEEK_NEGATIVES = "rdb_bloom_filter_seek_negatives";
const SEEKS = "rdb_bloom_filter_seek_total";
const POINT_NEGATIVES = "rdb_bloom_filter_point_lookup_negatives";
const POINT_POSITIVES = "rdb_bloom_filter_point_lookup_positives";
const POINT_TRUE = "rdb_bloom_filter_point_lookup_true_positives";

const GAUGES = [
  STORAGE_MB,
  FILES,
  MEMTABLE,
  INDEX,
  CACHE_HITS,
  CACHE_LOOKUPS,
  SEEK_NEGATIVES,
  SEEKS,
  POINT_NEGATIVES,
  POINT_POSITIVES,
  POINT_TRUE,
];

const COUNTERS: readonly string[] = [
  ...new Set([...Object.values(RATES), ...Object.values(INCREMENTS)].flatMap((names) => [...names])),
];

/** All metrics of replicas that the columns need. */
export const APP_STAT_METRICS: readonly string[] = [...COUNTERS, ...GAUGES];

/** Null: not known, since no primary of it told of the metric (twice, for what happens over time). */
export type AppStat = Readonly<Record<keyof typeof RATES | keyof typeof INCREMENTS, number | null>> & {
  /** MiB and files of one copy: primaries only. */
  readonly storageMb: number | null;
  readonly files: number | null;
  readonly memtableMb: number | null;
  readonly indexMb: number | null;
  /** Shares of 1 since the replicas were opened, not of late; 0 where nothing was looked up. */
  readonly cacheHits: number | null;
  readonly seekNegatives: number | null;
  readonly pointNegatives: number | null;
  readonly pointFalsePositives: number | null;
};

/** Which row a partition `<app id>.<index>` belongs to: itself, or its table. */
type Grouping = "app" | "partition";

export function appStat(before: Round | null, now: Round, grouping: Grouping): Map<string, AppStat> {
  const groups = new Map<string, { rates: Sums; increments: Sums; gauges: Sums }>();
  for (const [id, primary] of now.primaries) {
    const key = grouping === "app" ? id.slice(0, id.indexOf(".")) : id;
    const group = groups.get(key) ?? { rates: new Map(), increments: new Map(), gauges: new Map() };
    groups.set(key, group);
    const sample = now.samples.get(primary);
    const replica = sample?.replicas.get(id);
    if (sample === undefined || replica === undefined) continue;
    for (const name of GAUGES) add(group.gauges, name, numberOf(replica, name));
    const earlier = before?.primaries.get(id) === primary ? before.samples.get(primary) : undefined;
    const old = earlier?.replicas.get(id);
    if (earlier === undefined || old === undefined || wasReset(old, replica, COUNTERS)) continue;
    const seconds = secondsBetween(earlier, sample);
    for (const name of COUNTERS) {
      const [from, to] = [old.values.get(name), replica.values.get(name)];
      add(group.rates, name, rateOf(from, to, seconds));
      add(group.increments, name, rateOf(from, to, 1));
    }
  }
  return new Map([...groups].map(([key, sums]) => [key, columns(sums.rates, sums.increments, sums.gauges)]));
}

function numberOf(replica: ReplicaSample, name: string): number | null {
  const value = replica.values.get(name);
  return value === undefined ? null : Number(value);
}

const MIB = 1024 * 1024;

function columns(rates: Sums, increments: Sums, gauges: Sums): AppStat {
  const gauge = (name: string): number | null => gauges.get(name) ?? null;
  const mebibytes = (name: string): number | null => {
    const bytes = gauge(name);
    return bytes === null ? null : bytes / MIB;
  };
  const [negatives, positives, real] = [gauge(POINT_NEGATIVES), gauge(POINT_POSITIVES), gauge(POINT_TRUE)];
  const falsePositives = positives === null || real === null ? null : positives - real;
  return {
    ...sumsOf(RATES, rates),
    ...sumsOf(INCREMENTS, increments),
    storageMb: gauge(STORAGE_MB),
    files: gauge(FILES),
    memtableMb: mebibytes(MEMTABLE),
    indexMb: mebibytes(INDEX),
    cacheHits: ratio(gauge(CACHE_HITS), gauge(CACHE_LOOKUPS)),
    seekNegatives: ratio(gauge(SEEK_NEGATIVES), gauge(SEEKS)),
    pointNegatives: ratio(negatives, plus(negatives, positives)),
    pointFalsePositives: ratio(falsePositives, plus(falsePositives, negatives)),
  };
}

function plus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

function sumsOf<Column extends string>(
  table: Readonly<Record<Column, readonly string[]>>,
  sums: Sums,
): Record<Column, number | null> {
  const entries = Object.entries<readonly string[]>(table).map(([column, names]) => [column, sumOf(sums, names)]);
  // The keys are those of the table.
  return Object.fromEntries(entries) as Record<Column, number | null>;
}
