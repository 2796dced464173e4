// The busiest partitions as rows. Pure.
import type { TopPartition } from "#api/load.ts";
import type { Busiest, Past } from "../../queries-hot.ts";

export interface HotRow extends TopPartition {
  /** `<app>.<partition>`, by number. */
  readonly id: string;
  /** Reads and writes per second, now; null: not known. */
  readonly total: number | null;
  /** Of all requests of its app, 0 to 1. */
  readonly share: number | null;
  /** The higher of both z-scores, and of what it is. */
  readonly score: { readonly value: number; readonly of: "reads" | "writes" } | null;
  readonly past: Past | null;
}

export function hotRows({ top, past }: Busiest): HotRow[] {
  return top.partitions.map((one) => {
    const id = `${one.appId}.${one.partition}`;
    const total = sum(one.readQps, one.writeQps);
    const all = sum(one.appReadQps, one.appWriteQps);
    return {
      ...one,
      id,
      total,
      share: total === null || all === null || all === 0 ? null : total / all,
      score: higher(one.readScore, one.writeScore),
      past: past?.get(id) ?? null,
    };
  });
}

function sum(reads: number | null, writes: number | null): number | null {
  return reads === null && writes === null ? null : (reads ?? 0) + (writes ?? 0);
}

function higher(reads: number | null, writes: number | null): HotRow["score"] {
  if (reads === null && writes === null) return null;
  return (reads ?? -Infinity) >= (writes ?? -Infinity)
    ? { value: reads ?? 0, of: "reads" }
    : { value: writes ?? 0, of: "writes" };
}
