// Several curves as one: their sum, their average, the highest, or the spread between the lowest and the highest. Pure.
import type { Curve } from "./curves.ts";
import type { Quantity } from "./unit.ts";

/** What is drawn of many: `top` each of those with the highest means, the others all together. */
export const DRAWS = ["top", "sum", "avg", "max", "spread"] as const;
export type Draw = (typeof DRAWS)[number];
export type Together = Exclude<Draw, "top">;

/** What can be drawn of a quantity, in place of what was wished for: percentiles and ratios are never summed, percentiles never averaged. */
export function drawFor({ kind, unit }: Quantity, wish: Together): Together {
  if (kind === "percentile" && (wish === "sum" || wish === "avg")) return "max";
  return unit === "Ratio" && wish === "sum" ? "avg" : wish;
}

const LABELS: Readonly<Record<Exclude<Together, "spread">, string>> = {
  sum: "Sum",
  avg: "Average",
  max: "Highest",
};

/**
 * A series counts from its first value to its last; while one that counts has a gap, the sum and the average have one, too: a sum of which
 * a part is missing would look like a dip. The highest and the lowest are those of the values there are.
 */
export function combine(curves: readonly Curve[], how: Together): Curve[] {
  const of = `of ${curves.length}`;
  if (curves.length === 0) return [];
  if (how === "spread") {
    return [
      { id: "max", label: `Highest ${of}`, values: folded(curves, Math.max) },
      { id: "min", label: `Lowest ${of}`, values: folded(curves, Math.min) },
    ];
  }
  const values = how === "max" ? folded(curves, Math.max) : summed(curves, how === "avg");
  return [{ id: how, label: `${LABELS[how]} ${of}`, values }];
}

function lengthOf(curves: readonly Curve[]): number {
  return curves[0]?.values.length ?? 0;
}

function folded(curves: readonly Curve[], fold: (a: number, b: number) => number): (number | null)[] {
  return Array.from({ length: lengthOf(curves) }, (_, index) =>
    curves.reduce<number | null>((so, { values }) => {
      const value = values[index] ?? null;
      return value === null ? so : so === null ? value : fold(so, value);
    }, null),
  );
}

function summed(curves: readonly Curve[], average: boolean): (number | null)[] {
  const counting = curves.map(({ values }) => ({
    values,
    first: values.findIndex((value) => value !== null),
    last: values.findLastIndex((value) => value !== null),
  }));
  return Array.from({ length: lengthOf(curves) }, (_, index) => {
    let sum = 0;
    let count = 0;
    for (const { values, first, last } of counting) {
      if (first === -1 || index < first || index > last) continue;
      const value = values[index] ?? null;
      if (value === null) return null;
      sum += value;
      count++;
    }
    return count === 0 ? null : average ? sum / count : sum;
  });
}

/** Those with the highest means, highest first, `most` at most. */
export function highest(curves: readonly Curve[], most: number): Curve[] {
  return curves
    .map((curve) => ({ curve, mean: meanOf(curve.values) }))
    .toSorted((a, b) => b.mean - a.mean)
    .slice(0, most)
    .map(({ curve }) => curve);
}

function meanOf(values: readonly (number | null)[]): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (value === null) continue;
    sum += value;
    count++;
  }
  return count === 0 ? Number.NEGATIVE_INFINITY : sum / count;
}
