// The line of a series as the path of an SVG. Pure.
import type { Thinned } from "./thin.ts";

/** Broken at gaps; a value between two gaps is a dot, which a round line cap makes visible. `x`, `y`: px. */
export function pathOf({ times, values }: Thinned, x: (at: number) => number, y: (value: number) => number): string {
  const path: (string | number)[] = [];
  let drawing = false;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? null;
    if (value === null) {
      drawing = false;
      continue;
    }
    path.push(drawing ? "L" : "M", round(x(times[index] ?? 0)), ",", round(y(value)));
    if (!drawing && (values[index + 1] ?? null) === null) path.push("h0");
    drawing = true;
  }
  return path.join("");
}

function round(px: number): number {
  return Math.round(px * 10) / 10;
}
