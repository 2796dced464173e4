// Values put together: what lies in one step becomes one mean with its extremes. Bucket i is what was in (from + i·step, from + (i+1)·step].
import { GAP, codeOf, valueOf } from "./codes.ts";
import type { Column } from "./chunk.ts";

export class Buckets {
  private readonly from: number;
  private readonly step: number;
  private readonly sums: Float64Array;
  private readonly counts: Uint32Array;
  private readonly lows: Float64Array;
  private readonly highs: Float64Array;

  /** ms. */
  constructor(from: number, step: number, count: number) {
    this.from = from;
    this.step = step;
    this.sums = new Float64Array(count);
    this.counts = new Uint32Array(count);
    this.lows = new Float64Array(count).fill(Infinity);
    this.highs = new Float64Array(count).fill(-Infinity);
  }

  /** The values of the period from `start` on. */
  addColumn(start: number, period: number, { mean, lowest, highest }: Column): void {
    const step = period / mean.length;
    for (let slot = 0; slot < mean.length; slot++) {
      const code = mean[slot] ?? GAP;
      if (code === GAP) continue;
      const bucket = Math.ceil((start + (slot + 1) * step - this.from) / this.step) - 1;
      if (bucket < 0 || bucket >= this.sums.length) continue;
      const value = valueOf(code) ?? 0;
      this.sums[bucket] = (this.sums[bucket] ?? 0) + value;
      this.counts[bucket] = (this.counts[bucket] ?? 0) + 1;
      const low = lowest === mean ? value : (valueOf(lowest[slot] ?? GAP) ?? value);
      const high = highest === mean ? value : (valueOf(highest[slot] ?? GAP) ?? value);
      if (low < (this.lows[bucket] ?? Infinity)) this.lows[bucket] = low;
      if (high > (this.highs[bucket] ?? -Infinity)) this.highs[bucket] = high;
    }
  }

  get empty(): boolean {
    return this.counts.every((count) => count === 0);
  }

  told(fn: "avg" | "min" | "max"): (number | null)[] {
    return Array.from(this.counts, (count, bucket) => {
      if (count === 0) return null;
      if (fn === "min") return this.lows[bucket] ?? null;
      return fn === "max" ? (this.highs[bucket] ?? null) : (this.sums[bucket] ?? 0) / count;
    });
  }

  /** To be kept. */
  column(): Column {
    const row = (fn: "avg" | "min" | "max"): Int32Array => Int32Array.from(this.told(fn), codeOf);
    return { mean: row("avg"), lowest: row("min"), highest: row("max") };
  }
}
