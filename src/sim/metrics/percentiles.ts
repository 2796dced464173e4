// Percentiles as servers show them: recomputed every 10 s (reference 3.6), with a tail, and wandering.
import { chance, smoothNoise } from "../random.ts";
import { NO_PERCENTILES, type Percentiles } from "./entity.ts";
import { latestRound, TEN_SECONDS } from "./rounds.ts";

const SECOND = 1000;
const WANDER = 70 * SECOND;

/** ms since the epoch. */
export interface Sampling {
  /** When the metric was made; the first round comes 1 to 11 s later. */
  readonly since: number;
  readonly now: number;
  /** The latest sample; null when there never was one. An idle metric keeps what it shows. */
  readonly last: number | null;
  /** Of the cluster's time. */
  readonly scale: number;
}

/** `median` at a moment; `key` makes it one's own; `tail` stretches what lies above the median: 1 for latencies, less for sizes. */
export function percentiles(
  median: (at: number) => number,
  { since, now, last, scale }: Sampling,
  key: number,
  tail = 1,
): Percentiles {
  const interval = TEN_SECONDS * scale;
  const round = latestRound(now, since, interval, SECOND * scale + chance(key) * interval);
  if (round === null || last === null) return NO_PERCENTILES;
  const at = Math.min(round, last + interval);
  const p50 = median(at) * (0.85 + 0.35 * noise(key + 1, at));
  const p90 = p50 * (1 + tail * (0.7 + 0.5 * noise(key + 2, at)));
  const p95 = p90 * (1 + tail * (0.25 + 0.2 * noise(key + 3, at)));
  const p99 = p95 * (1 + tail * (0.6 + 0.9 * noise(key + 4, at)));
  const p999 = p99 * (1 + tail * (0.9 + 1.8 * noise(key + 5, at)));
  return {
    p50: Math.floor(p50),
    p90: Math.floor(p90),
    p95: Math.floor(p95),
    p99: Math.floor(p99),
    p999: Math.floor(p999),
  };
}

function noise(key: number, at: number): number {
  return smoothNoise(key, at, WANDER);
}
