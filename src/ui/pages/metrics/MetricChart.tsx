// One metric as a figure: what it is now in words, the lines, who they are, and the same as a table.
import { useMemo, useState } from "react";
import { formatDuration } from "../../format.ts";
import { ChartTable } from "./ChartTable.tsx";
import type { ChartFacts } from "./charts.ts";
import { pointsOf, summaryOf, type Sample } from "./history.ts";
import { Legend } from "./Legend.tsx";
import type { Line } from "./lines.ts";
import { LineChart } from "./LineChart.tsx";

interface Properties {
  readonly facts: ChartFacts;
  readonly history: readonly Sample[];
  /** The first is the one that is put in words. */
  readonly lines: readonly Line[];
  /** What is not drawn, e.g. "the 6 busiest of 40 nodes"; empty: all is. */
  readonly note: string;
}

export function MetricChart({ facts, history, lines, note }: Properties) {
  const [asTable, setAsTable] = useState(false);
  const { metric, name } = facts;
  const points = useMemo(
    () =>
      pointsOf(
        history,
        metric,
        lines.map(({ series }) => series),
      ),
    [history, metric, lines],
  );
  return (
    <figure className="chart" aria-label={name}>
      <figcaption>
        <h2>{name}</h2>
        <span className="chart-unit">{facts.unit}</span>
        <button
          type="button"
          className="text-button chart-toggle"
          aria-pressed={asTable}
          aria-label={`${name} as a table`}
          onClick={() => setAsTable(!asTable)}
        >
          Table
        </button>
        <p className="chart-summary">{summaryWords(facts, history, lines[0], note)}</p>
      </figcaption>
      {asTable ? (
        <ChartTable facts={facts} points={points} lines={lines} />
      ) : (
        <>
          <LineChart facts={facts} points={points} lines={lines} />
          <Legend facts={facts} points={points} lines={lines} />
        </>
      )}
    </figure>
  );
}

function summaryWords(facts: ChartFacts, history: readonly Sample[], line: Line | undefined, note: string): string {
  const tail = note === "" ? "" : ` Drawn: ${note}.`;
  const summary = line === undefined ? null : summaryOf(history, facts.metric, line.series);
  if (line === undefined || summary === null) return `No value yet.${tail}`;
  const { latest, least, most, span } = summary;
  const now = latest === null ? "no value now" : `${facts.write(latest)} now`;
  const range = span === 0 ? "" : `, ${facts.write(least)} to ${facts.write(most)} in the last ${formatDuration(span)}`;
  return `${line.label}: ${now}${range}.${tail}`;
}
