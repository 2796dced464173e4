// A heap sample tells of one allocation in so many bytes. What the process really holds is estimated from it, as pprof does
// (gperftools, src/pprof: AdjustSamples).
import type { Allocations, HeapProfile } from "./heap-profile.ts";

/** Bytes from one sampled allocation to the next; null: the profile counts all of them. */
export function sampleRate({ type }: HeapProfile): number | null {
  const rate = Number(/^heapz?_v2\/(\d+)$/.exec(type)?.[1] ?? "0");
  return rate > 0 ? rate : null;
}

/** An allocation of `size` bytes is seen with the probability 1 - e^(-size/rate). */
export function estimated({ objects, bytes }: Allocations, rate: number | null): Allocations {
  if (rate === null || objects === 0) return { objects, bytes };
  const scale = 1 / (1 - Math.exp(-bytes / objects / rate));
  return Number.isFinite(scale) ? { objects: objects * scale, bytes: bytes * scale } : { objects, bytes };
}
