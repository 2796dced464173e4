// The periods that are not written yet, in memory: a value for each series and slot. An instant belongs to the period that ends
// with it or after it; a slot holds what was so until its instant.
import { GAP } from "./codes.ts";

export interface Block {
  /** ms; its slots are the instants start + step … start + period. */
  readonly start: number;
  /** Codes by series; as many as it has slots. */
  readonly fine: Map<number, Int32Array>;
  /** The same for series of which means are kept; fewer slots. */
  readonly coarse: Map<number, Int32Array>;
}

/** One instant's values, as they are written down until their period is. */
export interface Instant {
  readonly at: number;
  readonly coarse: boolean;
  readonly series: readonly number[];
  readonly codes: readonly number[];
}

export class Blocks {
  private readonly period: number;
  private readonly steps: { readonly fine: number; readonly coarse: number };
  private readonly blocks = new Map<number, Block>();

  /** ms. */
  constructor(period: number, steps: { readonly fine: number; readonly coarse: number }) {
    this.period = period;
    this.steps = steps;
  }

  startOf(at: number): number {
    return (Math.ceil(at / this.period) - 1) * this.period;
  }

  put({ at, coarse, series, codes }: Instant): void {
    const block = this.blockAt(this.startOf(at));
    const step = coarse ? this.steps.coarse : this.steps.fine;
    const kept = coarse ? block.coarse : block.fine;
    const slots = this.period / step;
    const slot = (at - block.start) / step - 1;
    for (const [index, id] of series.entries()) {
      let column = kept.get(id);
      if (column === undefined) {
        column = new Int32Array(slots).fill(GAP);
        kept.set(id, column);
      }
      column[slot] = codes[index] ?? GAP;
    }
  }

  /** Oldest first. */
  all(): Block[] {
    return [...this.blocks.values()].toSorted((a, b) => a.start - b.start);
  }

  drop(start: number): void {
    this.blocks.delete(start);
  }

  clear(): void {
    this.blocks.clear();
  }

  private blockAt(start: number): Block {
    const found = this.blocks.get(start);
    if (found !== undefined) return found;
    const made: Block = { start, fine: new Map(), coarse: new Map() };
    this.blocks.set(start, made);
    return made;
  }
}
