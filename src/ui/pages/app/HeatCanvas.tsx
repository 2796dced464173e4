// The drawing of a heat map: scrolled inside, looked at with the pointer or with keys; what is under either is said in words below it.
import { useComputedColorScheme } from "@mantine/core";
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { fitted } from "../../parts/fitted-canvas.ts";
import type { HeatGrid, HeatRow } from "./heat-grid.ts";
import { cellAt, heatPalette, paintHeat, rowHeight, type Cell } from "./heat-paint.ts";
import { cellAfter, cellWords, timeMarks } from "./heat-words.ts";

interface Properties {
  readonly grid: HeatGrid;
  /** As they are drawn, from above. */
  readonly rows: readonly HeatRow[];
  /** `reads` or `writes`. */
  readonly measure: string;
  readonly label: string;
  readonly onPick: (partition: number) => void;
}

export function HeatCanvas({ grid, rows, measure, label, onPick }: Properties) {
  const scroller = useRef<HTMLDivElement | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [top, setTop] = useState(0);
  const [cursor, setCursor] = useState<Cell | null>(null);
  const scheme = useComputedColorScheme();
  const { columns, most } = grid;
  const rowPx = rowHeight(rows.length);

  const watch = useCallback((element: HTMLDivElement | null) => {
    scroller.current = element;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setSize({ width: element.clientWidth, height: element.clientHeight }));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = canvas.current;
    const fit = fitted(element, size);
    if (element === null || fit === null) return;
    const { context, ratio } = fit;
    paintHeat(context, { rows, columns, most, palette: heatPalette(element), ...size, ratio, top, rowPx, cursor });
  }, [rows, columns, most, size, top, rowPx, cursor, scheme]);

  function cellUnder(event: MouseEvent): Cell | null {
    const box = scroller.current?.getBoundingClientRect();
    if (box === undefined) return null;
    const y = event.clientY - box.top + (scroller.current?.scrollTop ?? 0);
    return cellAt({ rows: rows.length, columns, width: size.width, rowPx }, event.clientX - box.left, y);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const here = cursor ?? { row: 0, column: columns - 1 };
    const picked = rows[here.row];
    if (event.key === "Escape") return setCursor(null);
    if ((event.key === "Enter" || event.key === " ") && picked !== undefined) {
      event.preventDefault();
      return onPick(picked.partition);
    }
    const next = cellAfter(event.key, here, { rows: rows.length, columns });
    if (next === null) return;
    event.preventDefault();
    setCursor(cursor === null ? here : next);
    scrollTo(scroller.current, next.row, rowPx);
  }

  const row = cursor === null ? undefined : rows[cursor.row];
  const words =
    row === undefined || cursor === null
      ? "Point at a cell, or walk with the arrow keys; Enter or a click opens its partition."
      : cellWords(grid, row, cursor.column, measure);
  // One stop for the keyboard: it is walked by arrows inside.
  const byKeys = {
    role: "application",
    "aria-label": label,
    "aria-roledescription": "heat map",
    tabIndex: 0,
    onKeyDown,
  };
  return (
    <>
      <div
        className="heat-scroll"
        ref={watch}
        {...byKeys}
        onScroll={(event) => setTop(event.currentTarget.scrollTop)}
        onPointerMove={(event) => setCursor((before) => sameOr(before, cellUnder(event)))}
        onPointerLeave={() => setCursor(null)}
        onPointerUp={(event) => {
          const cell = cellUnder(event);
          const under = cell === null ? undefined : rows[cell.row];
          if (under !== undefined) onPick(under.partition);
        }}
      >
        <canvas ref={canvas} aria-hidden="true" style={{ width: size.width, height: size.height }} />
        <div aria-hidden="true" style={{ height: Math.max(0, rows.length * rowPx + 2 - size.height) }} />
      </div>
      <div className="heat-times" aria-hidden="true">
        {timeMarks(grid, size.width).map(({ left, text }) => (
          <span key={left} style={{ left }}>
            {text}
          </span>
        ))}
      </div>
      <p className="heat-cell" role="status">
        {words}
      </p>
    </>
  );
}

/** The same object where it is the same cell: nothing is drawn anew. */
function sameOr(before: Cell | null, now: Cell | null): Cell | null {
  return before !== null && now !== null && before.row === now.row && before.column === now.column ? before : now;
}

function scrollTo(element: HTMLElement | null, row: number, rowPx: number): void {
  if (element === null) return;
  const y = row * rowPx;
  if (y < element.scrollTop) element.scrollTop = y;
  else if (y + rowPx > element.scrollTop + element.clientHeight) element.scrollTop = y + rowPx - element.clientHeight;
}
