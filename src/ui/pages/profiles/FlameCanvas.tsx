// The drawing itself. It is as high as the window allows, and scrolled inside: only the rows in view are drawn.
import { useComputedColorScheme } from "@mantine/core";
import { useCallback, useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from "react";
import { fitted } from "../../parts/fitted-canvas.ts";
import { paletteOf } from "./flame-colours.ts";
import { frameAt, paint, pathOf, ROW_PX } from "./flame-paint.ts";
import type { Rects } from "./layout.ts";

interface Properties {
  readonly rects: Rects;
  readonly label: string;
  readonly searching: boolean;
  readonly onWidth: (px: number) => void;
  /** The node under the pointer; null: none. */
  readonly onHover: (node: number | null) => void;
  /** Functions from the root to what is to take the whole width. */
  readonly onZoom: (path: readonly number[]) => void;
}

const LEAST_HEIGHT = 8 * ROW_PX;

export function FlameCanvas({ rects, label, searching, onWidth, onHover, onZoom }: Properties) {
  const scroller = useRef<HTMLDivElement | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [hovered, setHovered] = useState(-1);
  const [top, setTop] = useState(0);
  const scheme = useComputedColorScheme();

  const watch = useCallback(
    (element: HTMLDivElement | null) => {
      scroller.current = element;
      if (element === null) return undefined;
      const observer = new ResizeObserver(() => {
        setSize({ width: element.clientWidth, height: element.clientHeight });
        if (element.clientWidth > 0) onWidth(element.clientWidth);
      });
      observer.observe(element);
      return () => observer.disconnect();
    },
    [onWidth],
  );

  useEffect(() => {
    const element = canvas.current;
    const fit = fitted(element, size);
    if (element === null || fit === null) return;
    const { context, ratio } = fit;
    paint(context, { rects, palette: paletteOf(element), ...size, ratio, top, hovered, searching });
  }, [rects, size, top, hovered, searching, scheme]);

  function indexAt(event: PointerEvent): number {
    const box = scroller.current?.getBoundingClientRect();
    if (box === undefined) return -1;
    return frameAt(rects, event.clientX - box.left, event.clientY - box.top + (scroller.current?.scrollTop ?? 0));
  }

  function hover(index: number): void {
    if (index === hovered) return;
    setHovered(index);
    onHover(index < 0 ? null : (rects.nodes[index] ?? null));
  }

  // What is scrolled must be reached by the keyboard, too.
  const byKeys = {
    role: "group",
    tabIndex: 0,
    "aria-label": "Frames; Escape shows all of them again",
    onKeyDown: ({ key }: KeyboardEvent) => {
      if (key === "Escape") onZoom([]);
    },
  };
  const height = Math.max(LEAST_HEIGHT, rects.rows * ROW_PX);
  return (
    <div
      className="flame-scroll"
      ref={watch}
      style={{ height }}
      {...byKeys}
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
      onPointerMove={(event) => hover(indexAt(event))}
      onPointerLeave={() => hover(-1)}
      onPointerUp={(event) => {
        const index = indexAt(event);
        if (index >= 0) onZoom(pathOf(rects, index));
      }}
    >
      <canvas ref={canvas} role="img" aria-label={label} style={{ width: size.width, height: size.height }} />
      <div aria-hidden="true" style={{ height: height - size.height }} />
      {rects.cut && <p className="flame-cut">There is more, further from the root. Zoom in to see it.</p>}
    </div>
  );
}
