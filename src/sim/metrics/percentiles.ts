// Percentiles as servers show them: recomputed every 10 s (reference 3.5), with a tail, and wandering.
import { smoothNoise } from "../random.ts";
import type { Percentiles } from "./entity.ts";

const SECOND = 1000;
const REFRESH = 10 * SECOND;
const WANDER = 70 * SECOND;

/** `key` makes it one's own; `tail` stretches what lies above the median: 1 for latencies, less for sizes. */
export function percentiles(median: number, key: number, now: number, tail = 1): Percentiles {
  const at = Math.floor(now / REFRESH) * REFRESH;
  const noise = (index: number): number => smoothNoise(key + index, at, WANDER);
  const p50 = median * (0.85 + 0.35 * noise(1));
  const p90 = p50 * (1 + tail * (0.7 + 0.5 * noise(2)));
  const p95 = p90 * (1 + tail * (0.25 + 0.2 * noise(3)));
  const p99 = p95 * (1 + tail * (0.6 + 0.9 * noise(4)));
  const p999 = p99 * (1 + tail * (0.9 + 1.8 * noise(5)));
  return {
    p50: Math.floor(p50),
    p90: Math.floor(p90),
    p95: Math.floor(p95),
    p99: Math.floor(p99),
    p999: Math.floor(p999),
  };
}
