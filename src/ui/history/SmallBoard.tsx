// Charts of one app or one node, on its own page.
import { useMemo } from "react";
import { useLiveOptional } from "../live.ts";
import { useRange } from "../parts/chart/useRange.ts";
import { historyQueries } from "../queries-history.ts";
import { ChartsTogether } from "./ChartsTogether.tsx";
import { HistoryCharts } from "./HistoryCharts.tsx";
import type { ChartSpec } from "./spec.ts";

interface Properties {
  readonly cluster: string;
  /** Names of KEPT_METRICS that are kept of this scope. Keep it memoized. */
  readonly metrics: readonly string[];
  readonly scope: "app" | "server";
  readonly id: string;
}

export function SmallBoard({ cluster, metrics, scope, id }: Properties) {
  const range = useRange();
  const history = useLiveOptional(historyQueries.status(cluster));
  const specs = useMemo(
    () => metrics.map((metric): ChartSpec => ({ metric, scope, ids: [id], draw: "top", most: 10 })),
    [metrics, scope, id],
  );
  return (
    <ChartsTogether cluster={cluster} range={range}>
      <HistoryCharts
        cluster={cluster}
        specs={specs}
        range={range.range}
        fn="avg"
        status={history.live?.data ?? (history.failure === null ? undefined : null)}
      />
    </ChartsTogether>
  );
}
