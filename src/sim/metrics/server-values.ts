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

interface Context {
  readonly world: World;
  readonly process: Process;
  readonly now: number;
  readonly sessions: number;
}

function everywhere({ world, process, now, sessions }: Context): [string, () => Value][] {
  const key = process.key;
  const peers = world.replicas.length + world.metas.length;
  const runs = now - process.startedAt > MEMORY_REFRESH;
  return [
    ["network_server_sessions", () => sessions + (process.role === "replica" ? 3 * peers + 40 : 2 * peers)],
    ["dns_resolver_cache_size", () => peers],
    ["dns_resolver_resolve_duration_ns", () => (runs ? percentiles(210, key + 100, now) : NO_PERCENTILES)],
    ["dns_resolver_resolve_by_dns_duration_ns", () => (runs ? percentiles(41_000, key + 200, now) : NO_PERCENTILES)],
  ];
}

/** MiB in use, moving a little around `usual`. */
function memory(context: Context, usual: number): number {
  const at = Math.floor(context.now / MEMORY_REFRESH) * MEMORY_REFRESH;
  return Math.floor(usual * (0.98 + 0.05 * smoothNoise(context.process.key, at, HOUR)));
}

export function metaValues(context: Context): Values {
  const { world, process } = context;
  const leads = world.election.leader === process.address;
  const known = world.detector.known.length;
  const alive = world.aliveNodes().length;
  return new Map<string, () => Value>([
    ...everywhere(context),
    // Collection starts only once a meta leads: zero on standbys (3.5).
    ["resident_mem_usage_mb", () => (leads ? memory(context, 148) : 0)],
    ["virtual_mem_usage_mb", () => (leads ? memory(context, 911) : 0)],
    ["alive_replica_servers", () => (leads ? alive : 0)],
    ["unalive_replica_servers", () => (leads ? known - alive : 0)],
    ["replica_server_disconnections", () => (leads ? world.detector.disconnections : 0)],
  ]);
}

export function nodeValues(context: Context, held: readonly HeldReplica[]): Values {
  const { world, process, now } = context;
  const key = process.key + 7;
  const count = (wanted: HeldReplica["role"]) => () => held.filter(({ role }) => role === wanted).length;
  const waiting = count("waiting");
  const fetches = world.detector.isAlive(process.address);
  const sum = (of: (replica: HeldReplica) => number): number => held.reduce((total, replica) => total + of(replica), 0);
  const memtables = (): number => sum(({ load }) => load.memtableBytes() % (64 * MB));
  const warm = Math.min(1, (now - process.startedAt) / HOUR);
  const cache = (): number => BLOCK_CACHE * warm * (0.93 + 0.06 * smoothNoise(key, now, 3 * HOUR));
  const learnedMb = (): number => sum(({ load }) => load.learned() * load.replica.partition.plan.sizeMb);
  return new Map<string, () => Value>([
    ...everywhere(context),
    ["resident_mem_usage_mb", () => memory(context, 2600 + (cache() + memtables()) / MB)],
    ["virtual_mem_usage_mb", () => memory(context, 5900 + (cache() + memtables()) / MB)],
    ["beacon_failed_count", () => failedBeacons(world, process.startedAt, now)],
    ["primary_replicas", count("primary")],
    ["secondary_replicas", count("secondary")],
    ["inactive_replicas", () => (fetches ? 0 : waiting())],
    ["learning_replicas", () => (fetches ? waiting() : 0)],
    ["total_replicas", () => held.length],
    ["rdb_block_cache_mem_usage_bytes", () => int64(cache())],
    ["rdb_wbm_total_mem_usage_bytes", () => int64(memtables())],
    ["rdb_wbm_mutable_mem_usage_bytes", () => int64(memtables() * 0.87)],
    ["rdb_write_rate_limiter_through_bytes_per_sec", () => int64(MB * (20 + 60 * smoothNoise(key + 1, now, MINUTE)))],
    ["read_failed_requests", () => int64(sum(({ load }) => load.reads()) * 4e-9)],
    ["write_failed_requests", () => int64(sum(({ load }) => load.written()) * 6e-9)],
    ["nfs_client_copy_bytes", () => int64(learnedMb() * MB)],
    ["nfs_client_write_bytes", () => int64(learnedMb() * MB)],
    ["tcmalloc_released_bytes", () => int64(((now - process.startedAt) / SECOND) * 310_000)],
  ]);
}

/** One for each beacon that found no leader, in the life of the process. */
function failedBeacons(world: World, since: number, now: number): number {
  return world.election.vacancies.reduce((sum, { from, to }) => {
    const missed = Math.max(0, (to ?? now) - Math.max(from, since));
    return sum + Math.floor(missed / world.times.beacon);
  }, 0);
}
