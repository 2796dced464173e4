// The `server` entity: one for each process (reference 3.4, 3.5 and 3.9).
import type { Process } from "../model/process.ts";
import type { World } from "../model/world.ts";
import { smoothNoise } from "../random.ts";
import { int64, NO_PERCENTILES, type Value, type Values } from "./entity.ts";
import type { HeldReplica } from "./node.ts";
import { percentiles } from "./percentiles.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const MB = 2 ** 20;
/** Flag `builtin_metrics_update_interval_ms`. */
const MEMORY_REFRESH = 10 * SECOND;
const BLOCK_CACHE = 10_240 * MB;
const WRITE_BUFFER = 64 * MB;

export interface ServerSubject {
  readonly world: World;
  readonly process: Process;
  /** ms since the epoch. */
  readonly now: number;
  /** Connections that the process has open. */
  readonly sessions: number;
  /** What lies on it; nothing on a meta. */
  readonly held: readonly HeldReplica[];
}

type Part = readonly (readonly [metric: string, value: (subject: ServerSubject) => Value])[];

function serverCount({ metas, replicas }: World): number {
  return metas.length + replicas.length;
}

/** Nothing before the first round of the metric's timer. */
function timed(median: number, offset: number) {
  return ({ process, now }: ServerSubject): Value =>
    now - process.startedAt > MEMORY_REFRESH ? percentiles(median, process.key + offset, now) : NO_PERCENTILES;
}

const EVERYWHERE: Part = [
  [
    "network_server_sessions",
    ({ world, process, sessions }) => sessions + serverCount(world) * (process.role === "replica" ? 8 : 2),
  ],
  ["dns_resolver_cache_size", ({ world }) => serverCount(world)],
  ["dns_resolver_resolve_duration_ns", timed(210, 100)],
  ["dns_resolver_resolve_by_dns_duration_ns", timed(41_000, 200)],
];

/** MiB in use, moving a little around `usual`. */
function memory({ process, now }: ServerSubject, usual: number): number {
  const at = Math.floor(now / MEMORY_REFRESH) * MEMORY_REFRESH;
  return Math.floor(usual * (0.98 + 0.05 * smoothNoise(process.key, at, HOUR)));
}

/** Zero on standbys, whose collection starts only once they lead (3.5). */
function ofLeader(value: (subject: ServerSubject) => number) {
  return (subject: ServerSubject): Value =>
    subject.world.election.leader === subject.process.address ? value(subject) : 0;
}

export const META_VALUES: Values<ServerSubject> = new Map([
  ...EVERYWHERE,
  ["resident_mem_usage_mb", ofLeader((subject) => memory(subject, 148))],
  ["virtual_mem_usage_mb", ofLeader((subject) => memory(subject, 911))],
  ["alive_replica_servers", ofLeader(({ world }) => world.aliveNodes().length)],
  ["unalive_replica_servers", ofLeader(({ world }) => world.detector.known.length - world.aliveNodes().length)],
  ["replica_server_disconnections", ofLeader(({ world }) => world.detector.disconnections)],
]);

function sum({ held }: ServerSubject, of: (replica: HeldReplica) => number): number {
  return held.reduce((total, replica) => total + of(replica), 0);
}

function count({ held }: ServerSubject, wanted: HeldReplica["role"]): number {
  return held.filter(({ role }) => role === wanted).length;
}

/** A node that is alive fetches what it misses; before that its replicas lie idle. */
function isAlive({ world, process }: ServerSubject): boolean {
  return world.detector.isAlive(process.address);
}

function memtables(subject: ServerSubject): number {
  return sum(subject, ({ load }) => load.memtableBytes() % WRITE_BUFFER);
}

/** Fills in the first hour. */
function blockCache({ process, now }: ServerSubject): number {
  const warm = Math.min(1, (now - process.startedAt) / HOUR);
  return BLOCK_CACHE * warm * (0.93 + 0.06 * smoothNoise(process.key + 7, now, 3 * HOUR));
}

function caches(subject: ServerSubject): number {
  return (blockCache(subject) + memtables(subject)) / MB;
}

function learnedBytes(subject: ServerSubject): Value {
  return int64(sum(subject, ({ load }) => load.learned() * load.replica.partition.load.sizeMb) * MB);
}

/** One for each beacon that found no leader, in the life of the process. */
function failedBeacons({ world, process, now }: ServerSubject): number {
  return world.election.vacancies.reduce((total, { from, to }) => {
    const missed = Math.max(0, (to ?? now) - Math.max(from, process.startedAt));
    return total + Math.floor(missed / world.times.beacon);
  }, 0);
}

export const NODE_VALUES: Values<ServerSubject> = new Map([
  ...EVERYWHERE,
  ["resident_mem_usage_mb", (subject) => memory(subject, 2600 + caches(subject))],
  ["virtual_mem_usage_mb", (subject) => memory(subject, 5900 + caches(subject))],
  ["beacon_failed_count", failedBeacons],
  ["primary_replicas", (subject) => count(subject, "primary")],
  ["secondary_replicas", (subject) => count(subject, "secondary")],
  ["inactive_replicas", (subject) => (isAlive(subject) ? 0 : count(subject, "waiting"))],
  ["learning_replicas", (subject) => (isAlive(subject) ? count(subject, "waiting") : 0)],
  ["total_replicas", ({ held }) => held.length],
  ["rdb_block_cache_mem_usage_bytes", (subject) => int64(blockCache(subject))],
  ["rdb_wbm_total_mem_usage_bytes", (subject) => int64(memtables(subject))],
  ["rdb_wbm_mutable_mem_usage_bytes", (subject) => int64(memtables(subject) * 0.87)],
  [
    "rdb_write_rate_limiter_through_bytes_per_sec",
    ({ process, now }) => int64(MB * (20 + 60 * smoothNoise(process.key + 1, now, MINUTE))),
  ],
  ["read_failed_requests", (subject) => int64(sum(subject, ({ load }) => load.reads()) * 4e-9)],
  ["write_failed_requests", (subject) => int64(sum(subject, ({ load }) => load.written()) * 6e-9)],
  ["nfs_client_copy_bytes", learnedBytes],
  ["nfs_client_write_bytes", learnedBytes],
  ["tcmalloc_released_bytes", ({ process, now }) => int64(((now - process.startedAt) / SECOND) * 310_000)],
]);
