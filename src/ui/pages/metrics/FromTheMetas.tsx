// Where no server tells metrics (their version is too old, say), the metas still count nodes, replicas and partitions.
import { measured } from "../../history/measured.ts";
import { MetasChart } from "../../history/MetasChart.tsx";
import { METAS_TELL } from "../../history/metas-row.ts";
import type { ChartSpec } from "../../history/spec.ts";
import type { Range } from "../../parts/chart/range.ts";
import { useNames } from "../../history/useNames.ts";

const CHARTS = METAS_TELL.flatMap((metric) => {
  const found = measured(metric);
  if (found === null) return [];
  const scope = found.scopes.includes("server") ? "server" : "cluster";
  const spec: ChartSpec = { metric, scope, ids: [], draw: "top", most: 10 };
  return [{ spec, found }];
});

export function FromTheMetas({ cluster, range }: { readonly cluster: string; readonly range: Range }) {
  const names = useNames(cluster);
  return (
    <div className="charts">
      {CHARTS.map(({ spec, found }) => (
        <MetasChart key={spec.metric} cluster={cluster} spec={spec} found={found} names={names} range={range} />
      ))}
    </div>
  );
}
