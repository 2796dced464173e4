// Which stretch of time the charts show, and the ways to others for those who do not drag.
import { formatDuration, formatTime } from "../../format.ts";
import type { Span } from "./curves.ts";
import { LASTS, lengthOf, panned, scaled, type Last, type Range } from "./range.ts";

interface Properties {
  readonly range: Range;
  /** By the gateway's clock, ms. */
  readonly now: () => number;
  readonly onLast: (last: Last) => void;
  readonly onZoom: (span: Span) => void;
  readonly onReset: () => void;
}

export function RangeBar({ range, now, onLast, onZoom, onReset }: Properties) {
  const { last, between } = range;
  const shown = (): Span => between ?? [now() - lengthOf(range), now()];
  return (
    <div className="range-bar" role="group" aria-label="Range">
      {LASTS.map((one) => (
        <button
          key={one}
          type="button"
          className="text-button"
          aria-pressed={between === null && one === last}
          aria-label={`Last ${one}`}
          onClick={() => onLast(one)}
        >
          {one}
        </button>
      ))}
      <button type="button" className="text-button" aria-label="Earlier" onClick={() => onZoom(panned(shown(), -0.5))}>
        ‹
      </button>
      <button
        type="button"
        className="text-button"
        aria-label="Later"
        disabled={between === null}
        onClick={() => onZoom(panned(shown(), 0.5))}
      >
        ›
      </button>
      <button type="button" className="text-button" aria-label="Zoom in" onClick={() => onZoom(scaled(shown(), 0.5))}>
        +
      </button>
      <button type="button" className="text-button" aria-label="Zoom out" onClick={() => onZoom(scaled(shown(), 2))}>
        −
      </button>
      <button type="button" className="text-button" disabled={between === null} onClick={onReset}>
        Reset
      </button>
      <span className="range-shown" role="status">
        {between === null
          ? `the last ${formatDuration(lengthOf(range))}; drag in a chart to zoom, with Shift to pan`
          : `${formatTime(between[0])} to ${formatTime(between[1])} (${formatDuration(lengthOf(range))})`}
      </span>
    </div>
  );
}
