// What a replica server's RocksDB keeps in memory for all replicas together.
import { smoothNoise } from "../random.ts";
import type { Asked } from "./asked.ts";
import { latestRound, TEN_SECONDS } from "./rounds.ts";
import { MB } from "./stored-data.ts";

const HOUR = 3_600_000;
const BLOCK_CACHE = 10_240 * MB;

/** When the process's own RocksDB gauges were taken last, ms since the epoch. */
export function tenSeconds({ world, process, now }: Asked): number {
  return latestRound(now, process.startedAt, TEN_SECONDS * world.times.scale) ?? process.startedAt;
}

/** Fills in the first hour. */
export function blockCacheBytes(asked: Asked): number {
  const { key, startedAt } = asked.process;
  const at = tenSeconds(asked);
  const warm = Math.min(1, (at - startedAt) / HOUR);
  return BLOCK_CACHE * warm * (0.93 + 0.06 * smoothNoise(key + 7, at, 3 * HOUR));
}
