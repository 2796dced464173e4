import { formatTime, NONE } from "../../format.ts";
import type { ChartFacts } from "./charts.ts";
import type { Point } from "./history.ts";
import type { Line } from "./lines.ts";

interface Properties {
  readonly facts: ChartFacts;
  readonly points: readonly Point[];
  readonly lines: readonly Line[];
}

/** The data of a chart, the newest first. */
export function ChartTable({ facts, points, lines }: Properties) {
  const known = points.filter(({ values }) => Object.keys(values).length > 0).toReversed();
  return (
    // What scrolls must be reachable by keyboard.
    <div className="chart-table" role="region" aria-label={`Data of ${facts.name}`} {...{ tabIndex: 0 }}>
      <table aria-label={facts.name}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map(({ series, label }) => (
              <th key={series} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {known.map(({ at, values }) => (
            <tr key={at}>
              <th scope="row">{formatTime(at)}</th>
              {lines.map(({ series }) => {
                const value = values[series] ?? null;
                return <td key={series}>{value === null ? NONE : facts.write(value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
