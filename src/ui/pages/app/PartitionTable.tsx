import { parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { AppDetail } from "#pegasus/answers/app.ts";
import { liveReplicas } from "#pegasus/health.ts";
import { NONE } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HealthBadge, SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { whyNoLoad } from "../../parts/load-words.ts";
import { NodeLink } from "../../parts/NodeLink.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import { PARTITION_WORDS } from "../../parts/partition-words.ts";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { GRID_MEASURES } from "./grid-measures.ts";
import { PartitionGrid } from "./PartitionGrid.tsx";
import { partitionRows, type PartitionRow } from "./partition-rows.ts";

const WORST_FIRST: Sort = { id: "health", desc: false };
const VIEWS = ["table", "grid"] as const;
const VIEW = {
  view: parseAsStringLiteral(VIEWS).withDefault("table"),
  by: parseAsStringLiteral(GRID_MEASURES).withDefault("reads"),
};

export function PartitionTable({ cluster, detail }: { readonly cluster: string; readonly detail: AppDetail }) {
  const state = useTableState();
  const load = useLiveOptional(queries.appLoad(cluster, detail.general.app_id));
  const figures = load.live?.data ?? null;
  const missing = whyNoLoad(figures, load.failure);
  const rows = useMemo(() => partitionRows(detail, figures), [detail, figures]);
  const columns = useMemo(() => columnsOf(cluster, missing), [cluster, missing]);
  const [{ view, by }, setView] = useQueryStates(VIEW);
  const chooser = (
    <fieldset className="view-choice">
      <legend className="visually-hidden">View</legend>
      {VIEWS.map((one) => (
        <label key={one}>
          <input type="radio" name="view" checked={view === one} onChange={() => void setView({ view: one })} /> {one}
        </label>
      ))}
    </fieldset>
  );
  if (view === "grid") {
    return (
      <>
        {chooser}
        <PartitionGrid rows={rows} measure={by} onMeasure={(measure) => void setView({ by: measure })} />
      </>
    );
  }
  return (
    <DataTable
      name="Partitions"
      rows={rows}
      columns={columns}
      rowId={({ partition }) => String(partition.pidx)}
      rowSeverity={({ severity }) => severity}
      state={state}
      defaultSort={WORST_FIRST}
      filterLabel="Filter by index, node or health"
      toolbar={chooser}
      empty="The leader lists no partitions for this app."
    />
  );
}

const FIGURES = [
  { id: "read", header: "Reads/s", width: 74, as: "rate", of: ({ load }: PartitionRow) => load?.readQps },
  { id: "write", header: "Writes/s", width: 76, as: "rate", of: ({ load }: PartitionRow) => load?.writeQps },
  { id: "readP99", header: "Read p99", width: 78, as: "ns", of: ({ load }: PartitionRow) => load?.readP99Ns },
  { id: "writeP99", header: "Write p99", width: 80, as: "ns", of: ({ load }: PartitionRow) => load?.writeP99Ns },
  {
    id: "storage",
    header: "Storage",
    hint: "SST files of one copy",
    width: 78,
    as: "mib",
    of: ({ load }: PartitionRow) => load?.storageMb,
  },
] as const;

function columnsOf(cluster: string, missing: string): readonly Column<PartitionRow>[] {
  const why = (): string => missing;
  return [
    {
      id: "index",
      header: "Index",
      width: 54,
      numeric: true,
      rowHeader: true,
      firstSort: "asc",
      value: ({ partition }) => partition.pidx,
      filterText: ({ partition }) => String(partition.pidx),
    },
    {
      id: "health",
      header: "Health",
      width: 142,
      value: ({ severity, health }) => SEVERITY_RANK[severity] * 2 + (health === "read-unhealthy" ? 0 : 1),
      filterText: ({ health }) => PARTITION_WORDS[health].word,
      cell: ({ severity, health }) => (
        <HealthBadge severity={severity} title={PARTITION_WORDS[health].meaning}>
          {PARTITION_WORDS[health].word}
        </HealthBadge>
      ),
    },
    {
      id: "copies",
      header: "Copies",
      hint: "Live and wanted",
      width: 60,
      numeric: true,
      firstSort: "asc",
      value: ({ partition }) => liveReplicas(partition),
      cell: ({ partition }) => `${partition.replica_count.live}/${partition.replica_count.max}`,
    },
    {
      id: "ballot",
      header: "Ballot",
      hint: "Rises by one with each reconfiguration: a fast-growing one is flapping",
      width: 60,
      numeric: true,
      value: ({ partition }) => partition.ballot,
    },
    {
      id: "primary",
      header: "Primary",
      width: 136,
      grow: true,
      value: ({ partition }) => partition.primary,
      cell: ({ partition }) =>
        partition.primary === null ? NONE : <NodeLink tail={6} cluster={cluster} server={partition.primary} />,
    },
    {
      id: "secondaries",
      header: "Secondaries",
      width: 216,
      grow: true,
      sortable: false,
      value: ({ partition }) => partition.secondaries.join(" "),
      cell: ({ partition }) =>
        partition.secondaries.length === 0 ? (
          NONE
        ) : (
          <span className="node-links">
            {partition.secondaries.map((server) => (
              <NodeLink key={server} cluster={cluster} server={server} />
            ))}
          </span>
        ),
    },
    {
      id: "hot",
      header: "Hot",
      hint: "Three deviations above the partitions of this app, and at least 100 requests per second",
      width: 74,
      value: ({ load }) => load?.hot ?? null,
      filterText: ({ load }) => ((load?.hot ?? null) === null ? "" : "hot"),
      cell: ({ load }) =>
        (load?.hot ?? null) === null ? null : (
          <HealthBadge severity="warning">{load?.hot === "both" ? "both" : load?.hot}</HealthBadge>
        ),
    },
    ...FIGURES.map((figure) => numeralColumn<PartitionRow>({ ...figure, missing: why })),
  ];
}
