// A chart of what was seen since the page was opened, for metrics that no history has.
import { useMemo, type ReactNode } from "react";
import { plural } from "../format.ts";
import { lengthOf, type Range } from "../parts/chart/range.ts";
import type { Curves } from "../parts/chart/curves.ts";
import { ChartFigure } from "../parts/chart/ChartFigure.tsx";
import type { Measured } from "./measured.ts";
import { curvesOfRows, type Row } from "./rows.ts";
import { drawn, specWords, type ChartSpec } from "./spec.ts";
import type { Names } from "./useNames.ts";

export interface LiveChartProperties {
  readonly cluster: string;
  readonly spec: ChartSpec;
  readonly found: Measured;
  readonly names: Names;
  readonly range: Range;
  readonly actions?: ReactNode;
}

interface Properties extends LiveChartProperties {
  readonly rows: readonly Row[];
  /** Between two rows, ms. */
  readonly expected: number;
  /** Why there are no values, or not all; null: all is well. */
  readonly failure: string | null;
  /** Who tells it, as "live from 5 servers". */
  readonly source: string;
}

export function LiveFigure({ spec, found, names, range, actions, rows, expected, failure, source }: Properties) {
  const curves = useMemo(() => {
    const all = curvesOfRows(rows, expected, (id) => names.of(spec.scope, id));
    return drawn(within(range, all), spec, found);
  }, [rows, expected, names, range, spec, found]);
  const words = specWords(spec, found, curves.curves.length);
  return (
    <ChartFigure
      name={found.label}
      meaning={found.meaning}
      quantity={found.quantity}
      curves={rows.length === 0 ? null : curves}
      note={`${words} · ${source}, not in the history`}
      trouble={failure === null ? null : { severity: "warning", words: failure }}
      empty={emptyWords(found, range, rows.length)}
      actions={actions}
    />
  );
}

/** What was zoomed to, or the end of what there is. */
function within(range: Range, curves: Curves): Curves {
  const [from, to] = curves.span;
  return { ...curves, span: range.between ?? [Math.max(from, to - lengthOf(range)), to] };
}

function emptyWords({ quantity, kept }: Measured, { between }: Range, rows: number): string {
  if (between !== null)
    return "This metric is charted from when the page was opened, and the history does not have it.";
  if (quantity.kind === "counter" && rows < 2) return "A rate needs two answers; the next comes within seconds.";
  const lazy = kept === null ? " Some metrics exist only once their feature was used." : "";
  return `No value in ${plural(rows, "answer")} so far.${lazy}`;
}
