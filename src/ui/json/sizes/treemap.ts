// Rectangles whose areas are as values, near to squares (Bruls, Huizing, van Wijk: Squarified Treemaps, 2000). Pure.

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** One rectangle for each value, in order; values must fall and be positive to look well. */
export function squarified(values: readonly number[], within: Rectangle): Rectangle[] {
  const sum = values.reduce((total, value) => total + value, 0);
  if (sum <= 0) return values.map(() => ({ ...within, width: 0, height: 0 }));
  const scale = (within.width * within.height) / sum;
  const areas = values.map((value) => value * scale);
  const placed: Rectangle[] = [];
  let left = within;
  for (let from = 0; from < areas.length;) {
    const side = Math.min(left.width, left.height);
    let to = from + 1;
    while (to < areas.length && worst(areas, from, to + 1, side) <= worst(areas, from, to, side)) to++;
    const strip = areas.slice(from, to);
    placed.push(...inStrip(strip, left));
    left = without(strip, left);
    from = to;
  }
  return placed;
}

/** How far from a square the worst of a strip would be, 1 or more. */
function worst(areas: readonly number[], from: number, to: number, side: number): number {
  let sum = 0;
  let least = Infinity;
  let most = 0;
  for (let index = from; index < to; index++) {
    const area = areas[index] ?? 0;
    sum += area;
    least = Math.min(least, area);
    most = Math.max(most, area);
  }
  if (sum === 0 || least === 0) return Infinity;
  return Math.max((side * side * most) / (sum * sum), (sum * sum) / (side * side * least));
}

function inStrip(areas: readonly number[], { x, y, width, height }: Rectangle): Rectangle[] {
  const sum = areas.reduce((total, area) => total + area, 0);
  const upright = width >= height;
  const thickness = upright ? sum / height : sum / width;
  let at = upright ? y : x;
  return areas.map((area) => {
    const length = thickness === 0 ? 0 : area / thickness;
    const placed = upright
      ? { x, y: at, width: thickness, height: length }
      : { x: at, y, width: length, height: thickness };
    at += length;
    return placed;
  });
}

function without(areas: readonly number[], { x, y, width, height }: Rectangle): Rectangle {
  const sum = areas.reduce((total, area) => total + area, 0);
  if (width >= height) {
    const thickness = Math.min(width, sum / height);
    return { x: x + thickness, y, width: width - thickness, height };
  }
  const thickness = Math.min(height, sum / width);
  return { x, y: y + thickness, width, height: height - thickness };
}
