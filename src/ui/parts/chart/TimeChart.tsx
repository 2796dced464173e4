// Axes and lines. Drawn anew only when there are new data: the crosshair lies above them. Without animation: what is there several times
// a minute must not move under the eye. Screen readers have the table instead.
import { memo, useMemo } from "react";
import { CartesianGrid, LineChart, usePlotArea, XAxis, YAxis } from "recharts";
import { formatShort } from "../../format.ts";
import { timeTicks, valueTicks } from "./axis.ts";
import { extent, type Line, type Span } from "./curves.ts";
import { pathOf } from "./path.ts";
import { thin } from "./thin.ts";
import { axisUnit, type Quantity } from "./unit.ts";
import { useTurn } from "./useTurn.ts";

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

/** So many lines are drawn at once when a chart opens; the next in the next turn. */
const AT_ONCE = 10;

/** Thinned to the pixels that there are. A hundred lines as `<Line>`s of Recharts would hold the page up for half a second. */
function Lines({ span, times, lines, bottom, top }: LinesProperties) {
  const area = usePlotArea();
  const groups = useMemo(
    () =>
      Array.from({ length: Math.ceil(lines.length / AT_ONCE) }, (_, nth) =>
        lines.slice(nth * AT_ONCE, (nth + 1) * AT_ONCE),
      ),
    [lines],
  );
  if (area === undefined || !(area.width > 0)) return null;
  const { x, y, width, height } = area;
  return (
    <svg
      className="chart-lines"
      x={x}
      y={y - 2}
      width={width}
      height={height + 4}
      viewBox={`${x} ${y - 2} ${width} ${height + 4}`}
    >
      {groups.map((group, nth) => (
        // A group is its place: its lines may change.
        <LineGroup
          key={`group ${String(nth)}`}
          {...{ span, times, bottom, top, x, y, width, height }}
          lines={group}
          first={nth === 0}
        />
      ))}
    </svg>
  );
}

interface GroupProperties extends LinesProperties {
  /** The plot's place, px. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly first: boolean;
}

const LineGroup = memo(function LineGroup(properties: GroupProperties) {
  const { span, times, lines, bottom, top, x, y, width, height, first } = properties;
  const mine = useTurn(!first);
  if (!mine && !first) return null;
  const left = (time: number): number => x + ((time - span[0]) / (span[1] - span[0])) * width;
  const above = (value: number): number => y + (1 - (value - bottom) / (top - bottom)) * height;
  return lines.map(({ id, values, style }) => (
    <path
      key={id}
      d={pathOf(thin(times, values, span, width), left, above)}
      fill="none"
      stroke={style.colour}
      strokeWidth={style.width}
      strokeLinecap="round"
      strokeLinejoin="round"
      strokeDasharray={style.dash}
    />
  ));
});
