// What the heat map draws, in figures: a row for each partition.
import { useMemo } from "react";
import { Link } from "react-router";
import { formatScore, formatMinute, NONE } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { NodeLink } from "../../parts/NodeLink.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import type { HeatGrid, HeatRow } from "./heat-grid.ts";

interface Properties {
  readonly cluster: string;
  readonly app: string;
  readonly grid: HeatGrid;
  /** Heads the columns: `Reads` or `Writes`. */
  readonly measure: string;
  readonly primaryOf: (partition: number) => string | null;
  readonly link: (partition: number) => string;
}

const HOTTEST_FIRST: Sort = { id: "mean", desc: true };

export function HeatTable({ cluster, app, grid, measure, primaryOf, link }: Properties) {
  const state = useTableState("heat");
  const columns = useMemo(
    () => columnsOf(cluster, grid, measure, primaryOf, link),
    [cluster, grid, measure, primaryOf, link],
  );
  return (
    <DataTable
      name="Heat"
      rows={grid.rows}
      columns={columns}
      rowId={({ partition }) => String(partition)}
      rowLink={({ partition }) => link(partition)}
      rowSeverity={({ hotColumns }) => (hotColumns > 0 ? "warning" : "ok")}
      state={state}
      defaultSort={HOTTEST_FIRST}
      filterLabel="Filter by partition or primary"
      csv={`heat-${cluster}-${app}`}
      empty="This app has no partitions."
    />
  );
}

function columnsOf(
  cluster: string,
  { from, step, known }: HeatGrid,
  measure: string,
  primaryOf: Properties["primaryOf"],
  link: Properties["link"],
): readonly Column<HeatRow>[] {
  return [
    {
      id: "partition",
      header: "Partition",
      width: 80,
      numeric: true,
      rowHeader: true,
      firstSort: "asc",
      value: ({ partition }) => partition,
      filterText: ({ partition }) => String(partition),
      cell: ({ partition }) => <Link to={link(partition)}>{partition}</Link>,
    },
    {
      id: "primary",
      header: "Primary",
      width: 150,
      grow: true,
      value: ({ partition }) => primaryOf(partition),
      cell: ({ partition }) => {
        const primary = primaryOf(partition);
        if (primary === null) return NONE;
        return <NodeLink cluster={cluster} server={primary} tail={6} />;
      },
    },
    numeralColumn<HeatRow>({
      id: "latest",
      header: `${measure}/s last`,
      width: 96,
      as: "rate",
      of: ({ rates }) => rates.findLast((rate) => rate !== null),
    }),
    numeralColumn<HeatRow>({ id: "mean", header: `${measure}/s mean`, width: 104, as: "rate", of: ({ mean }) => mean }),
    numeralColumn<HeatRow>({
      id: "peak",
      header: `${measure}/s peak`,
      width: 104,
      as: "rate",
      of: ({ peak }) => peak?.rate,
    }),
    {
      id: "peakAt",
      header: "Peak at",
      width: 130,
      value: ({ peak }) => (peak === null ? null : from + peak.column * step),
      csv: ({ peak }) => (peak === null ? null : new Date(from + peak.column * step).toISOString()),
      cell: ({ peak }) => (peak === null ? NONE : formatMinute(from + peak.column * step)),
    },
    {
      id: "score",
      header: "Highest z",
      hint: "Deviations above the app's partitions, in the column where it stood out most",
      width: 84,
      numeric: true,
      value: ({ score }) => score,
      cell: ({ score }) => (score === null ? NONE : formatScore(score)),
    },
    {
      id: "hot",
      header: "Hot",
      hint: "In how many of the columns it was hot",
      width: 96,
      numeric: true,
      value: ({ hotColumns }) => hotColumns,
      cell: ({ hotColumns }) => (hotColumns === 0 ? "" : `▲ ${hotColumns} of ${known}`),
    },
  ];
}
