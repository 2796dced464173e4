// The line of a series as the path of an SVG. Pure.
import type { Thinned } from "./thin.ts";

/** Broken at gaps; a value between two gaps is a dot, which a round line cap makes visible. `x`, `y`: px. */
export function pathOf({ times, values }: Thinned, x: (at: number) => number, y: (value: number) => number): string {
  let path = "";
  let drawing = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      drawing = false;
      continue;
    }
    const point = `${round(x(times[index] ?? 0))},${round(y(value))}`;
    const alone = !drawing && (values[index + 1] ?? null) === null;
    path += alone ? `M${point}h0` : `${drawing ? "L" : "M"}${point}`;
    drawing = true;
  }
  return path;
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
