// What each node of a tree weighs: in one profile, or in two that are compared. Pure.
import type { CallTree } from "./tree.ts";

/** Of two profiles: `share`, each by its own total, so that a longer one does not outweigh the other; `amount`: as they are. */
export const SCALES = ["share", "amount"] as const;
export type Scale = (typeof SCALES)[number];

export interface Weights {
  /** By profile, by node: what ended there, and all that went through it. */
  readonly self: readonly Float64Array[];
  readonly total: readonly Float64Array[];
  /** By profile: what an amount of it is multiplied by before both are put side by side. */
  readonly factors: readonly number[];
  /** By node: how wide it is drawn, both profiles together. */
  readonly width: Float64Array;
}

/** `values`: by profile, by stack. */
export function weigh(tree: CallTree, values: readonly Float64Array[], scale: Scale): Weights {
  const self = values.map((ofStacks, profile) => {
    const sums = new Float64Array(tree.size);
    const tips = tree.tips[profile];
    if (tips === undefined) return sums;
    for (let stack = 0; stack < tips.length; stack++) {
      const tip = tips[stack] ?? 0;
      sums[tip] = (sums[tip] ?? 0) + Math.max(0, ofStacks[stack] ?? 0);
    }
    return sums;
  });
  const total = self.map((sums) => totals(tree, sums));
  const factors = total.map((sums) => {
    const all = sums[0] ?? 0;
    return total.length > 1 && scale === "share" && all > 0 ? 1 / all : 1;
  });
  return { self, total, factors, width: combined(total, factors) };
}

function totals({ size, parents }: CallTree, self: Float64Array): Float64Array {
  const sums = self.slice();
  for (let node = size - 1; node > 0; node--) {
    const parent = parents[node] ?? 0;
    sums[parent] = (sums[parent] ?? 0) + (sums[node] ?? 0);
  }
  return sums;
}

function combined(total: readonly Float64Array[], factors: readonly number[]): Float64Array {
  const [only] = total;
  if (total.length === 1 && only !== undefined) return only;
  const width = new Float64Array(only?.length ?? 0);
  for (const [profile, sums] of total.entries()) {
    const factor = factors[profile] ?? 1;
    for (let node = 0; node < width.length; node++) width[node] = (width[node] ?? 0) + (sums[node] ?? 0) * factor;
  }
  return width;
}

/** From -1, in the first profile alone, to 1, in the second alone; 0 where there is but one. */
export function changeOf({ total, factors, width }: Weights, node: number): number {
  const [before, after] = total;
  const wide = width[node] ?? 0;
  if (before === undefined || after === undefined || wide === 0) return 0;
  return ((after[node] ?? 0) * (factors[1] ?? 1) - (before[node] ?? 0) * (factors[0] ?? 1)) / wide;
}
