// Every metric by name, meaning, unit and entity, one click from its chart.
import { useMemo } from "react";
import { plural } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import type { Column } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { metricRows, type MetricRow } from "./metric-rows.ts";
import { useFoundMetrics } from "./useFoundMetrics.ts";

interface Properties {
  readonly cluster: string;
  readonly wide: boolean;
  readonly onChart: (metric: string) => void;
}

export function MetricList({ cluster, wide, onChart }: Properties) {
  const found = useFoundMetrics(cluster);
  const rows = useMemo(() => metricRows(found, wide), [found, wide]);
  const columns = useMemo(() => columnsOf(onChart), [onChart]);
  const state = useTableState("metrics");
  return (
    <DataTable
      name="Metrics"
      rows={rows}
      columns={columns}
      rowId={({ entity, name }) => `${entity} ${name}`}
      state={state}
      defaultSort={{ id: "name", desc: false }}
      filterLabel="Find by name, meaning, unit, entity"
      csv="metrics"
      empty="There are no metrics."
    />
  );
}

function columnsOf(onChart: (metric: string) => void): readonly Column<MetricRow>[] {
  return [
    { id: "name", header: "Metric", value: ({ name }) => name, width: 250, grow: true, rowHeader: true },
    {
      id: "chart",
      header: "Chart",
      value: ({ charts }) => charts.length,
      sortable: false,
      filterText: null,
      width: 215,
      cell: (row) => <ChartButtons row={row} onChart={onChart} />,
      csv: ({ charts }) => charts.join(" "),
    },
    {
      id: "history",
      header: "History",
      hint: "Whether the dashboard keeps it; the others are charted live",
      value: ({ remembered }) => (remembered ? "kept" : "live"),
      width: 70,
    },
    { id: "entity", header: "Entity", value: ({ entity }) => entity, width: 90 },
    { id: "kind", header: "Kind", value: ({ kind }) => kind, width: 84 },
    { id: "unit", header: "Unit", value: ({ unit }) => unit, width: 110 },
    {
      id: "present",
      header: "Here",
      hint: "Whether the servers that were asked have it",
      value: ({ present }) => (present === null ? "not asked" : present ? "yes" : "no"),
      width: 76,
      filterText: null,
    },
    {
      id: "meaning",
      header: "Meaning",
      value: ({ meaning }) => meaning,
      width: 300,
      grow: true,
      cell: ({ meaning }) => <span title={meaning}>{meaning}</span>,
    },
  ];
}

function ChartButtons({ row, onChart }: { readonly row: MetricRow; readonly onChart: (metric: string) => void }) {
  const { name, charts, kind } = row;
  if (charts.length === 0) return <span title="This dashboard does not know what it is of">–</span>;
  return (
    <span className="chart-buttons" title={charts.length > 1 ? plural(charts.length, "percentile") : kind}>
      {charts.map((chart) => {
        const short = charts.length > 1 ? (chart.split(".").at(-1) ?? chart) : "Chart";
        return (
          <button
            key={chart}
            type="button"
            className="text-button"
            aria-label={charts.length > 1 ? `Chart ${name}.${short}` : `Chart ${name}`}
            onClick={() => onChart(chart)}
          >
            {short}
          </button>
        );
      })}
    </span>
  );
}
