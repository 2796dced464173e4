// The lines themselves. Without animation: what is there twice a minute must not move under the eye. Screen readers have the
// summary and the table instead.
import { CartesianGrid, Line as DrawnLine, LineChart as Chart, Tooltip, XAxis, YAxis } from "recharts";
import { formatClock, NONE } from "../../format.ts";
import { timeSpan, timeTicks, valueTicks } from "./axis.ts";
import type { ChartFacts } from "./charts.ts";
import type { Point } from "./history.ts";
import type { Line } from "./lines.ts";

interface Properties {
  readonly facts: ChartFacts;
  readonly points: readonly Point[];
  readonly lines: readonly Line[];
}

export function LineChart({ facts, points, lines }: Properties) {
  const last = points.at(-1)?.at ?? 0;
  const span = timeSpan(points[0]?.at ?? last, last);
  const ticks = valueTicks(mostOf(points));
  return (
    <div className="chart-canvas" aria-hidden="true">
      <Chart
        responsive
        style={{ width: "100%", height: "100%" }}
        data={[...points]}
        margin={{ top: 6, right: 12, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        syncId="metrics"
        syncMethod="value"
      >
        <CartesianGrid vertical={false} stroke="var(--line)" />
        <XAxis
          dataKey="at"
          type="number"
          domain={[...span]}
          ticks={timeTicks(span)}
          tickFormatter={(at: number) => formatClock(at).slice(0, 5)}
          stroke="var(--line-strong)"
          tick={{ fill: "var(--dim)", fontSize: 11 }}
          height={22}
        />
        <YAxis
          domain={[0, ticks.at(-1) ?? 1]}
          ticks={ticks}
          tickFormatter={facts.tick}
          stroke="var(--line-strong)"
          tick={{ fill: "var(--dim)", fontSize: 11 }}
          width={48}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={{ stroke: "var(--line-strong)" }}
          content={<Values facts={facts} points={points} lines={lines} />}
        />
        {lines.map(({ series, label, style }) => (
          <DrawnLine
            key={series}
            name={label}
            dataKey={({ values }: Point) => values[series] ?? null}
            stroke={style.colour}
            strokeWidth={style.width}
            strokeLinecap="round"
            {...(style.dash === undefined ? {} : { strokeDasharray: style.dash })}
            dot={false}
            activeDot={{ r: 3 }}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
      </Chart>
    </div>
  );
}

function mostOf(points: readonly Point[]): number {
  return points
    .flatMap(({ values }) => Object.values(values))
    .reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
}

interface ValuesProperties extends Properties {
  /** Given by the tooltip that draws it. */
  readonly active?: boolean;
  readonly label?: number;
}

/** What each line is at the moment under the pointer. */
function Values({ facts, points, lines, active = false, label: at }: ValuesProperties) {
  const point = active ? points.find((one) => one.at === at) : undefined;
  if (point === undefined) return null;
  return (
    <div className="chart-values">
      <strong>{formatClock(point.at)}</strong>
      {lines.map(({ series, label }) => {
        const value = point.values[series] ?? null;
        return (
          <div key={series}>
            <span>{label}</span>
            <span>{value === null ? NONE : facts.write(value)}</span>
          </div>
        );
      })}
    </div>
  );
}
