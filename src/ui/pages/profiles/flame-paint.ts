// Draws frames. Only the rows in view are drawn, and each colour is set once.
import type { Palette } from "./flame-colours.ts";
import type { Rects } from "./layout.ts";

/** px. */
export const ROW_PX = 20;

export interface Scene {
  readonly rects: Rects;
  readonly palette: Palette;
  /** px of the canvas, and how many device pixels each is. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  /** How far it is scrolled, px. */
  readonly top: number;
  /** The index of the frame under the pointer; -1: none. */
  readonly hovered: number;
  /** Something is searched for: what is not found steps back. */
  readonly searching: boolean;
}

export function paint(context: CanvasRenderingContext2D, scene: Scene): void {
  const { rects, palette, width, height, ratio, top, hovered } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const shown = indicesInView(rects, top, height);
  fillFrames(context, scene, shown);
  writeNames(context, scene, shown);
  if (hovered < 0 || hovered >= rects.count) return;
  context.strokeStyle = palette.focus;
  context.lineWidth = 2;
  context.strokeRect(
    (rects.lefts[hovered] ?? 0) + 1,
    (rects.depths[hovered] ?? 0) * ROW_PX - top + 1,
    Math.max(1, (rects.widths[hovered] ?? 0) - 2),
    ROW_PX - 3,
  );
}

function indicesInView({ count, depths }: Rects, top: number, height: number): number[] {
  const first = Math.floor(top / ROW_PX);
  const last = Math.floor((top + height) / ROW_PX);
  const shown: number[] = [];
  for (let index = 0; index < count; index++) {
    const depth = depths[index] ?? 0;
    if (depth >= first && depth <= last) shown.push(index);
  }
  return shown;
}

function fillFrames(
  context: CanvasRenderingContext2D,
  { rects, palette, top, searching }: Scene,
  shown: readonly number[],
): void {
  const { lefts, widths, depths, tones, found } = rects;
  const byFill = new Map<string, number[]>();
  for (const index of shown) {
    const fill = found[index] === 1 ? palette.found : (palette.fills[tones[index] ?? 0] ?? palette.ground);
    const same = byFill.get(fill);
    if (same === undefined) byFill.set(fill, [index]);
    else same.push(index);
  }
  for (const [fill, indices] of byFill) {
    context.globalAlpha = searching && fill !== palette.found ? 0.4 : 1;
    context.fillStyle = fill;
    for (const index of indices) {
      const wide = widths[index] ?? 0;
      // A gap of a pixel tells neighbours apart, where there is room for one.
      const gap = wide > 3 ? 1 : 0;
      context.fillRect(lefts[index] ?? 0, (depths[index] ?? 0) * ROW_PX - top, wide - gap, ROW_PX - 1);
    }
  }
  context.globalAlpha = 1;
}

function writeNames(context: CanvasRenderingContext2D, { rects, palette, top }: Scene, shown: readonly number[]): void {
  context.font = palette.font;
  context.textBaseline = "middle";
  for (const index of shown) {
    const label = rects.labels.get(index);
    if (label === undefined) continue;
    context.fillStyle = rects.found[index] === 1 ? palette.foundText : palette.text;
    const wide = rects.widths[index] ?? 0;
    context.fillText(
      label,
      (rects.lefts[index] ?? 0) + 4,
      (rects.depths[index] ?? 0) * ROW_PX - top + ROW_PX / 2,
      wide - 6,
    );
  }
}

/** The frame at a place of the whole graph, px; -1: there is none. */
export function frameAt({ count, lefts, widths, depths }: Rects, x: number, y: number): number {
  const row = Math.floor(y / ROW_PX);
  for (let index = 0; index < count; index++) {
    const left = lefts[index] ?? 0;
    if (depths[index] === row && x >= left && x < left + (widths[index] ?? 0)) return index;
  }
  return -1;
}

/** The functions from the root to a frame, the root left out. */
export function pathOf(rects: Rects, index: number): number[] {
  const middle = (rects.lefts[index] ?? 0) + (rects.widths[index] ?? 0) / 2;
  const depth = rects.depths[index] ?? 0;
  return Array.from({ length: depth }, (_, above) => {
    const frame = frameAt(rects, middle, (above + 1.5) * ROW_PX);
    return rects.functions[frame] ?? -1;
  });
}
