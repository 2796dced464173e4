// Draws the cells of a heat map: only the rows in view. Shades are said in the legend, hot cells are framed, gaps are dashes.
import { shadeOf, type HeatRow } from "./heat-grid.ts";

export const SHADES = 9;
/** px: partitions' numbers at the left. */
export const GUTTER_PX = 46;
/** px: of one number, from above to below. */
const LABEL_PX = 13;

interface HeatPalette {
  readonly shades: readonly string[];
  readonly gap: string;
  readonly hot: string;
  readonly focus: string;
  readonly text: string;
  readonly font: string;
}

/** The colours that the style sheet has for both schemes. */
export function heatPalette(element: Element): HeatPalette {
  const style = getComputedStyle(element);
  const value = (name: string): string => style.getPropertyValue(`--heat-${name}`).trim();
  return {
    shades: Array.from({ length: SHADES }, (_, shade) => value(String(shade))),
    gap: value("gap"),
    hot: value("hot"),
    focus: value("cursor"),
    text: value("text"),
    font: `11px ${style.fontFamily}`,
  };
}

interface HeatScene {
  readonly rows: readonly HeatRow[];
  readonly columns: number;
  readonly most: number;
  readonly palette: HeatPalette;
  /** px of the canvas, and how many device pixels each is. */
  readonly width: number;
  readonly height: number;
  readonly ratio: number;
  /** How far it is scrolled, and the height of a row, px. */
  readonly top: number;
  readonly rowPx: number;
  /** Null: none. */
  readonly cursor: Cell | null;
}

export interface Cell {
  /** From above, as drawn. */
  readonly row: number;
  readonly column: number;
}

/** Where the cells of a column begin, px; whole pixels, so that neighbours touch. */
export function columnLeft(column: number, columns: number, width: number): number {
  return GUTTER_PX + Math.round((column * (width - GUTTER_PX)) / Math.max(1, columns));
}

/** The cell at a place of the whole map, px; null: there is none. */
export function cellAt(
  { rows, columns, width, rowPx }: Pick<HeatScene, "columns" | "width" | "rowPx"> & { readonly rows: number },
  x: number,
  y: number,
): Cell | null {
  const row = Math.floor(y / rowPx);
  const column = Math.floor(((x - GUTTER_PX) * columns) / Math.max(1, width - GUTTER_PX));
  return row < 0 || row >= rows || column < 0 || column >= columns ? null : { row, column };
}

/** How high rows are, px: so that few rows can be hit well and many fit. */
export function rowHeight(rows: number): number {
  return Math.max(3, Math.min(18, Math.floor(520 / Math.max(1, rows))));
}

export function paintHeat(context: CanvasRenderingContext2D, scene: HeatScene): void {
  const { rows, palette, width, height, ratio, top, rowPx, cursor } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  const first = Math.max(0, Math.floor(top / rowPx));
  const last = Math.min(rows.length - 1, Math.floor((top + height) / rowPx));
  for (let row = first; row <= last; row++) fillRow(context, scene, row);
  for (let row = first; row <= last; row++) frameHot(context, scene, row);
  writeNumbers(context, scene, first, last);
  if (cursor === null) return;
  const { left, wide } = cellOf(scene, cursor.column);
  context.strokeStyle = palette.focus;
  context.lineWidth = 2;
  context.strokeRect(left - 1, cursor.row * rowPx - top - 1, wide + 1, rowPx + 1);
}

function cellOf({ columns, width }: HeatScene, column: number): { readonly left: number; readonly wide: number } {
  const left = columnLeft(column, columns, width);
  return { left, wide: columnLeft(column + 1, columns, width) - left };
}

function fillRow(context: CanvasRenderingContext2D, scene: HeatScene, row: number): void {
  const { rows, columns, most, palette, top, rowPx } = scene;
  const y = row * rowPx - top;
  // A line between rows, where there is room for one.
  const high = rowPx > 5 ? rowPx - 1 : rowPx;
  for (let column = 0; column < columns; column++) {
    const { left, wide } = cellOf(scene, column);
    const rate = rows[row]?.rates[column] ?? null;
    if (rate === null) {
      context.fillStyle = palette.gap;
      context.fillRect(left + 1, y + Math.floor(high / 2), Math.max(1, wide - 3), 1);
    } else {
      context.fillStyle = palette.shades[shadeOf(rate, most, SHADES)] ?? "";
      context.fillRect(left, y, wide, high);
    }
  }
}

/** One frame about neighbours in time that were hot. */
function frameHot(context: CanvasRenderingContext2D, scene: HeatScene, row: number): void {
  const { rows, columns, palette, top, rowPx } = scene;
  const hot = rows[row]?.hot ?? [];
  context.strokeStyle = palette.hot;
  context.lineWidth = 2;
  for (let column = 0; column < columns; column++) {
    if (hot[column] !== true) continue;
    const first = column;
    while (hot[column + 1] === true) column++;
    const { left } = cellOf(scene, first);
    const right = columnLeft(column + 1, columns, scene.width);
    context.strokeRect(left + 1, row * rowPx - top, right - left - 2, Math.max(2, rowPx - 1));
  }
}

function writeNumbers(context: CanvasRenderingContext2D, scene: HeatScene, first: number, last: number): void {
  const { rows, palette, top, rowPx, height } = scene;
  context.font = palette.font;
  context.textBaseline = "middle";
  context.textAlign = "right";
  const written: number[] = [];
  const write = (row: number, hot: boolean): void => {
    const y = Math.min(Math.max(row * rowPx - top + rowPx / 2, LABEL_PX / 2), height - LABEL_PX / 2);
    if (written.some((other) => Math.abs(other - y) < LABEL_PX)) return;
    written.push(y);
    context.fillStyle = hot ? palette.hot : palette.text;
    context.fillText(`${hot ? "▲" : ""}${rows[row]?.partition ?? ""}`, GUTTER_PX - 5, y);
  };
  const inView = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const isHot = (row: number): boolean => (rows[row]?.hotColumns ?? 0) > 0;
  // Where there is no room for all, those that are hot go first.
  for (const row of inView.filter(isHot)) write(row, true);
  const every = Math.ceil(LABEL_PX / rowPx);
  for (const row of inView) if (!isHot(row) && row % every === 0) write(row, false);
}
