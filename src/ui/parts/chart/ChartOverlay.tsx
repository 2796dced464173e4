// What lies above the lines: the crosshair, marks of what happened, and the ways to another range, by pointer and by keyboard.
import { useId, useState, type KeyboardEvent, type PointerEvent } from "react";
import { formatTime } from "../../format.ts";
import { useCharts, useCursorAt, useMarks } from "./ChartsContext.ts";
import { nearest, type Span } from "./curves.ts";
import { markAt, type Mark } from "./marks.ts";
import { panned, scaled } from "./range.ts";

interface Properties {
  readonly name: string;
  readonly span: Span;
  readonly times: readonly number[];
  /** What the lines are at the crosshair, in words. */
  readonly tell: (at: number) => string;
}

const KEYS =
  "Arrows move the crosshair, with Shift they select; Enter zooms to what is selected, plus and minus zoom, Page Up and Page Down move the range, 0 resets it.";

/** A shorter drag is a click, part of the width. */
const CLICK = 0.01;

interface Drag {
  readonly from: number;
  readonly to: number;
  /** With Shift the range moves along. */
  readonly pans: boolean;
}

export function ChartOverlay({ name, span, times, tell }: Properties) {
  const { cursor, zoom, reset } = useCharts();
  const at = useCursorAt();
  const hint = useId();
  const [drag, setDrag] = useState<Drag | null>(null);
  const marks = useMarks(span);
  const [from, to] = span;
  const within = at !== null && at >= from && at <= to ? at : null;

  function timeAt(event: PointerEvent<HTMLElement>): number {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const part = Math.min(1, Math.max(0, (event.clientX - left) / Math.max(1, width)));
    return from + part * (to - from);
  }

  function finish(): void {
    if (drag === null) return;
    setDrag(null);
    const part = (drag.to - drag.from) / (to - from);
    if (Math.abs(part) < CLICK) return;
    zoom(drag.pans ? panned(span, -part) : [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)]);
  }

  return (
    <div
      className="chart-overlay"
      role="slider"
      tabIndex={0}
      aria-label={`Time in ${name}`}
      aria-describedby={hint}
      aria-valuemin={from}
      aria-valuemax={to}
      aria-valuenow={within ?? to}
      aria-valuetext={within === null ? "no time picked" : wordsAt(within)}
      data-drag={drag === null ? undefined : drag.pans ? "pan" : "zoom"}
      onPointerMove={(event) => {
        const time = timeAt(event);
        cursor.move(time);
        if (drag !== null) setDrag({ ...drag, to: time });
      }}
      onPointerLeave={() => cursor.move(null)}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const time = timeAt(event);
        setDrag({ from: time, to: time, pans: event.shiftKey });
      }}
      onPointerUp={finish}
      onPointerCancel={() => setDrag(null)}
      onDoubleClick={reset}
      onBlur={() => {
        setDrag(null);
        cursor.move(null);
      }}
      onKeyDown={onKey}
    >
      <span id={hint} className="visually-hidden">
        {KEYS}
      </span>
      {marks.map((mark) => (
        <MarkLine key={mark.at} mark={mark} left={partOf(mark.at)} />
      ))}
      {drag !== null && (
        <span
          className="chart-selection"
          style={{ left: partOf(Math.min(drag.from, drag.to)), width: widthOf(Math.abs(drag.to - drag.from)) }}
        />
      )}
      {within !== null && <span className="chart-crosshair" style={{ left: partOf(within) }} />}
    </div>
  );

  function partOf(time: number): string {
    return `${(((time - from) / (to - from)) * 100).toFixed(3)}%`;
  }

  function widthOf(ms: number): string {
    return `${((ms / (to - from)) * 100).toFixed(3)}%`;
  }

  function wordsAt(time: number): string {
    const mark = markAt(marks, time, span);
    return [formatTime(time), tell(time), ...(mark?.words ?? [])].filter((part) => part !== "").join("; ");
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const done = act(event.key, event.shiftKey);
    if (done) event.preventDefault();
  }

  function act(key: string, shift: boolean): boolean {
    switch (key) {
      case "ArrowLeft":
      case "ArrowRight": {
        const now = within ?? to;
        const next = step(now, key === "ArrowLeft" ? -1 : 1);
        cursor.move(next);
        setDrag(shift ? { from: drag?.from ?? now, to: next, pans: false } : null);
        return true;
      }
      case "Home":
        cursor.move(from);
        return true;
      case "End":
        cursor.move(to);
        return true;
      case "Enter":
        finish();
        return true;
      case "Escape":
        if (drag === null && within === null) return false;
        setDrag(null);
        cursor.move(null);
        return true;
      case "+":
      case "=":
        zoom(scaled(span, 0.5));
        return true;
      case "-":
        zoom(scaled(span, 2));
        return true;
      case "PageUp":
        zoom(panned(span, -0.5));
        return true;
      case "PageDown":
        zoom(panned(span, 0.5));
        return true;
      case "0":
        reset();
        return true;
      default:
        return false;
    }
  }

  /** To the next value at either side, at least a hundredth of the range on. */
  function step(now: number, way: 1 | -1): number {
    const target = now + (way * (to - from)) / 100;
    const value = times[nearest(times, target)];
    const moves = value !== undefined && (value - now) * way > 0;
    return Math.min(to, Math.max(from, moves ? value : target));
  }
}

function MarkLine({ mark, left }: { readonly mark: Mark; readonly left: string }) {
  return <span className="chart-mark" data-level={mark.level} style={{ left }} title={mark.words.join("\n")} />;
}
