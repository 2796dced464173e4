// Axes and lines. Drawn anew only when there are new data: the crosshair lies above them. Without animation: what is there several times
// a minute must not move under the eye. Screen readers have the table instead.
import { memo } from "react";
import { CartesianGrid, LineChart, usePlotArea, XAxis, YAxis } from "recharts";
import { formatShort } from "../../format.ts";
import { timeTicks, valueTicks } from "./axis.ts";
import { extent, type Line, type Span } from "./curves.ts";
import { pathOf } from "./path.ts";
import { thin } from "./thin.ts";
import { axisUnit, type Quantity } from "./unit.ts";

interface Properties {
  readonly quantity: Quantity;
  readonly span: Span;
  readonly times: readonly number[];
  readonly lines: readonly Line[];
}

/** px; chart.css lays what is above the lines into the same frame. */
const FRAME = { top: 8, right: 12, bottom: 0, left: 0 } as const;
const VALUE_AXIS = 52;
const TIME_AXIS = 22;
const MOST_TICKS = 6;
const NO_DATA: readonly object[] = [];
const TICK = { fill: "var(--dim)", fontSize: 11 } as const;

export const TimeChart = memo(function TimeChart({ quantity, span, times, lines }: Properties) {
  const [least, most] = extent(times, lines, span) ?? [0, 0];
  const { factor } = axisUnit(quantity, Math.max(most, -least));
  const ticks = valueTicks(least / factor, most / factor).map((tick) => tick * factor);
  const top = ticks.at(-1) ?? 1;
  const bottom = ticks[0] ?? 0;
  const { at, write } = timeTicks(span, MOST_TICKS, localOffset);
  return (
    <div className="chart-canvas" aria-hidden="true">
      <LineChart
        responsive
        style={{ width: "100%", height: "100%" }}
        data={[...NO_DATA]}
        margin={FRAME}
        accessibilityLayer={false}
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={[...span]}
          allowDataOverflow
          ticks={[...at]}
          tickFormatter={write}
          stroke="var(--line-strong)"
          tick={TICK}
          height={TIME_AXIS}
        />
        <YAxis
          type="number"
          domain={[bottom, top]}
          allowDataOverflow
          ticks={ticks}
          tickFormatter={(value: number) => formatShort(value / factor)}
          stroke="var(--line-strong)"
          tick={TICK}
          width={VALUE_AXIS}
        />
        <Lines span={span} times={times} lines={lines} bottom={bottom} top={top} />
      </LineChart>
    </div>
  );
});

function localOffset(at: number): number {
  return new Date(at).getTimezoneOffset() * -60_000;
}

interface LinesProperties extends Omit<Properties, "quantity"> {
  readonly bottom: number;
  readonly top: number;
}

/** Thinned to the pixels that there are. A hundred lines as `<Line>`s of Recharts would hold the page up for half a second. */
function Lines({ span, times, lines, bottom, top }: LinesProperties) {
  const area = usePlotArea();
  if (area === undefined || !(area.width > 0)) return null;
  const x = (time: number): number => area.x + ((time - span[0]) / (span[1] - span[0])) * area.width;
  const y = (value: number): number => area.y + (1 - (value - bottom) / (top - bottom)) * area.height;
  return (
    <svg x={0} y={0} className="chart-lines">
      <svg
        x={area.x}
        y={area.y - 2}
        width={area.width}
        height={area.height + 4}
        viewBox={`${area.x} ${area.y - 2} ${area.width} ${area.height + 4}`}
      >
        {lines.map(({ id, values, style }) => (
          <path
            key={id}
            d={pathOf(thin(times, values, span, area.width), x, y)}
            fill="none"
            stroke={style.colour}
            strokeWidth={style.width}
            strokeLinecap="round"
            strokeLinejoin="round"
            strokeDasharray={style.dash}
          />
        ))}
      </svg>
    </svg>
  );
}
