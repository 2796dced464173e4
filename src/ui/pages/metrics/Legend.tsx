import { NONE } from "../../format.ts";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import type { ChartFacts } from "./charts.ts";
import type { Point } from "./history.ts";
import type { Line } from "./lines.ts";

interface Properties {
  readonly facts: ChartFacts;
  readonly points: readonly Point[];
  readonly lines: readonly Line[];
}

/** Which line is whose, as it is drawn, with its latest value. */
export function Legend({ facts, points, lines }: Properties) {
  const latest = points.at(-1);
  return (
    <ul className="chart-legend">
      {lines.map(({ series, label, style }) => {
        const value = latest?.values[series] ?? null;
        return (
          <li key={series}>
            <svg width="26" height="8" aria-hidden="true">
              <line
                x1="1"
                x2="25"
                y1="4"
                y2="4"
                stroke={style.colour}
                strokeWidth={style.width}
                strokeDasharray={style.dash}
              />
            </svg>
            <MiddleCut text={label} />
            <span className="chart-legend-value">{value === null ? NONE : facts.write(value)}</span>
          </li>
        );
      })}
    </ul>
  );
}
