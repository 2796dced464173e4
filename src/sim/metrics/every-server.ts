// The `server` metrics that processes of all roles have (reference 3.9).
import type { World } from "../model/world.ts";
import { chance, keyOf, smoothNoise } from "../random.ts";
import type { Asked } from "./asked.ts";
import type { Part, Value } from "./entity.ts";
import { percentiles } from "./percentiles.ts";
import { latestRound, TEN_SECONDS } from "./rounds.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Replica servers talk to each other the most. */
const SESSIONS_PER_PEER = { replica: 8, meta: 4, collector: 1 } as const;

function serverCount({ world }: Asked): number {
  return world.metas.length + world.replicas.length;
}

function sessions(asked: Asked): number {
  const { world, process } = asked;
  const isStandby = process.role === "meta" && world.leader !== process.address;
  return asked.sessions + (isStandby ? 4 : serverCount(asked) * SESSIONS_PER_PEER[process.role]);
}

/** `rests`: it is measured only when a server joins, and keeps what it shows otherwise. */
function resolving(median: number, name: string, rests: boolean) {
  return ({ world, process, now }: Asked): Value => {
    const { startedAt } = process;
    const key = keyOf(process.key, name);
    const last = rests ? startedAt + 20 * SECOND : now;
    return percentiles(
      () => median,
      { since: startedAt, now, last: Math.min(last, now), scale: world.times.scale },
      key,
      rests ? 0.3 : 4,
    );
  };
}

export const EVERY_SERVER: Part<Asked> = [
  ["network_server_sessions", sessions],
  ["dns_resolver_cache_size", serverCount],
  ["dns_resolver_resolve_duration_ns", resolving(210, "resolve", false)],
  ["dns_resolver_resolve_by_dns_duration_ns", resolving(41_000, "dns", true)],
];

/** A cluster that is new has no clients yet (recordings 01 and 01b); one that has some has them ask each meta soon. */
const [CLIENTS_COME, CLIENT_SOON] = [120 * SECOND, 20 * SECOND];

export function hasClients({ metas, times, processAt }: World, now: number): boolean {
  const oldest = Math.min(...metas.map((meta) => processAt(meta).startedAt));
  return now - oldest > CLIENTS_COME * times.scale;
}

/**
 * Whether it has had a name to resolve, which makes the `dns_` metrics: replica servers and who leads them at once, others when the
 * first client has come to them (recordings 00 and 01).
 */
export function hasResolved({ world, process, now }: Asked): boolean {
  if (process.role === "replica") return true;
  if (world.replicas.length === 0) return false;
  if (process.role === "meta" && world.leader === process.address) return world.detector.known.length > 0;
  if (hasClients(world, now)) return now - process.startedAt > CLIENT_SOON * world.times.scale;
  return now - process.startedAt > (20 + 60 * chance(keyOf(process.key, "first name"))) * SECOND * world.times.scale;
}

/** The process is 2 s old when it begins to measure itself (recording 06). */
const FIRST_MEASURE = 12 * SECOND;

/** MiB of memory that it has shown since the latest measurement, moving a little around `usual`; 0 before the first one. */
export function memory({ world, process, now }: Asked, since: number, usual: number): number {
  const interval = Number(process.flags.value("builtin_metrics_update_interval_ms")) || TEN_SECONDS;
  const { scale } = world.times;
  const at = latestRound(now, since, interval * scale, FIRST_MEASURE * scale);
  return at === null ? 0 : Math.floor(usual * (0.98 + 0.05 * smoothNoise(process.key, at, HOUR)));
}
