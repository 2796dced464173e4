// One metric as a figure named after it: what it means, its lines, who they are, and the same as a table and a file.
import { useMemo, useState, type ReactNode } from "react";
import type { Severity } from "#pegasus/health.ts";
import { HealthBadge } from "../HealthBadge.tsx";
import { ChartOverlay } from "./ChartOverlay.tsx";
import { ChartTable } from "./ChartTable.tsx";
import { nearest, type Curves, type Line } from "./curves.ts";
import { Legend } from "./Legend.tsx";
import { styleOf, TOGETHER_STYLE } from "./line-style.ts";
import { TimeChart } from "./TimeChart.tsx";
import { axisUnit, writeValue, type Quantity } from "./unit.ts";
import { useTurn } from "./useTurn.ts";
import "./chart.css";

interface Properties {
  /** The metric's. */
  readonly name: string;
  readonly meaning: string;
  readonly quantity: Quantity;
  /** Null: not known yet. */
  readonly curves: Curves | null;
  /** What is drawn and what is not, as "the 7 highest of 40"; empty: nothing is to be said. */
  readonly note: string;
  /** Why there are no new values, or not all. */
  readonly trouble?: { readonly severity: Severity; readonly words: string } | null;
  /** What is said where there are no values at all. */
  readonly empty: string;
  /** Controls in the heading. */
  readonly actions?: ReactNode;
}

export function ChartFigure(properties: Properties) {
  const { name, meaning, quantity, curves, note, trouble = null, empty, actions } = properties;
  const [asTable, setAsTable] = useState(false);
  const [kept, setKept] = useState(curves);
  // What is there stays until the next is there: a change of the range must not empty the page.
  if (curves !== null && curves !== kept) setKept(curves);
  const shown = curves ?? kept;
  const mine = useTurn(shown !== null);
  const lines = useMemo(() => linesOf(shown), [shown]);
  const blank = shown === null || !lines.some(({ values }) => values.some((value) => value !== null));
  const unit = axisUnit(quantity, mostOf(lines)).name;
  return (
    <figure className="chart" aria-label={name} data-fresh={curves !== null}>
      <figcaption>
        <h3>{name}</h3>
        <span className="chart-unit">{unit}</span>
        <div className="chart-actions">
          {actions}
          <button
            type="button"
            className="text-button"
            aria-pressed={asTable}
            aria-label={`${name} as a table`}
            onClick={() => setAsTable(!asTable)}
          >
            Table
          </button>
          <button
            type="button"
            className="text-button"
            aria-label={`${name} as CSV`}
            disabled={blank}
            onClick={() => {
              const drawn = { name, unit: fileUnit(quantity), times: shown?.times ?? [], lines };
              void import("./chart-csv.ts").then(({ saveChartCsv }) => saveChartCsv(drawn));
            }}
          >
            CSV
          </button>
        </div>
        <p className="chart-meaning" title={meaning}>
          {meaning}
          {note !== "" && <span className="chart-note"> · {note}</span>}
        </p>
        {trouble !== null && (
          <p className="chart-trouble" title={trouble.words}>
            <HealthBadge severity={trouble.severity}>{trouble.words}</HealthBadge>
          </p>
        )}
      </figcaption>
      {asTable && shown !== null && !blank ? (
        <ChartTable name={name} quantity={quantity} times={shown.times} lines={lines} />
      ) : (
        <>
          <div className="chart-frame">
            {shown !== null && (
              <>
                {mine && <TimeChart quantity={quantity} span={shown.span} times={shown.times} lines={lines} />}
                <ChartOverlay name={name} span={shown.span} times={shown.times} tell={tell} />
              </>
            )}
            {blank && (
              <p className="chart-empty" role="status">
                {shown !== null ? empty : trouble === null ? "Loading…" : "There is no answer yet."}
              </p>
            )}
          </div>
          {shown !== null && (
            <Legend name={name} quantity={quantity} span={shown.span} times={shown.times} lines={lines} />
          )}
        </>
      )}
    </figure>
  );

  /** The first few lines; the table has all. */
  function tell(at: number): string {
    const index = nearest(shown?.times ?? [], at);
    return lines
      .slice(0, 5)
      .map(({ label, values }) => {
        const value = values[index] ?? null;
        return `${label} ${value === null ? "no value" : writeValue(quantity, value)}`;
      })
      .join(", ");
  }
}

const NATURAL = new Intl.Collator("en", { numeric: true });

/** A line looks by its name, so that it keeps its look when others overtake it. */
function linesOf(curves: Curves | null): Line[] {
  const all = curves?.curves ?? [];
  const [only] = all;
  if (all.length === 1 && only !== undefined) return [{ ...only, style: TOGETHER_STYLE }];
  const order = all.map(({ id }) => id).toSorted((a, b) => NATURAL.compare(a, b));
  const places = new Map(order.map((id, place) => [id, place]));
  return all.map((curve) => ({ ...curve, style: styleOf(places.get(curve.id) ?? 0) }));
}

function mostOf(lines: readonly Line[]): number {
  return lines.reduce((most, { values }) => values.reduce<number>((so, value) => Math.max(so, value ?? 0), most), 0);
}

function fileUnit({ kind, unit }: Quantity): string {
  return kind === "counter" ? `${unit}/s` : unit;
}
