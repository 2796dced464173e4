import { useMemo } from "react";
import { Link } from "react-router";
import type { AppDetail } from "#pegasus/answers/app.ts";
import { liveReplicas } from "#pegasus/health.ts";
import { NONE } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HealthBadge, SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { LoadLine } from "../../parts/LoadLine.tsx";
import { whyNoLoad } from "../../parts/load-words.ts";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import { PARTITION_WORDS } from "../../parts/partition-words.ts";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { partitionRows, partitionSummary, type PartitionRow } from "./partition-rows.ts";

const WORST_FIRST: Sort = { id: "health", desc: false };

export function PartitionTable({ cluster, detail }: { readonly cluster: string; readonly detail: AppDetail }) {
  const state = useTableState();
  const load = useLiveOptional(queries.appLoad(cluster, detail.general.app_id));
  const figures = load.live?.data ?? null;
  const missing = whyNoLoad(figures, load.failure);
  const rows = useMemo(() => partitionRows(detail, figures), [detail, figures]);
  const columns = useMemo(() => columnsOf(cluster, missing), [cluster, missing]);
  const summary = partitionSummary(rows);
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
      toolbar={
        <>
          <HealthBadge severity={summary.severity}>{summary.text}</HealthBadge>
          <LoadLine load={figures} failure={load.failure} />
        </>
      }
      empty="The leader lists no partitions for this app."
    />
  );
}

function columnsOf(cluster: string, missing: string): readonly Column<PartitionRow>[] {
  const why = (): string => missing;
  return [
    {
      id: "index",
      header: "Index",
      width: 64,
      numeric: true,
      rowHeader: true,
      firstSort: "asc",
      value: ({ partition }) => partition.pidx,
      filterText: ({ partition }) => String(partition.pidx),
    },
    {
      id: "health",
      header: "Health",
      width: 130,
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
      width: 70,
      numeric: true,
      firstSort: "asc",
      value: ({ partition }) => liveReplicas(partition),
      cell: ({ partition }) => `${partition.replica_count.live}/${partition.replica_count.max}`,
    },
    {
      id: "ballot",
      header: "Ballot",
      hint: "Rises by one with each reconfiguration: a fast-growing one is flapping",
      width: 70,
      numeric: true,
      value: ({ partition }) => partition.ballot,
    },
    {
      id: "primary",
      header: "Primary",
      width: 180,
      grow: true,
      value: ({ partition }) => partition.primary,
      cell: ({ partition }) =>
        partition.primary === null ? NONE : <NodeLink cluster={cluster} server={partition.primary} />,
    },
    {
      id: "secondaries",
      header: "Secondaries",
      width: 320,
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
    numeralColumn({
      id: "read",
      header: "Reads/s",
      width: 84,
      as: "rate",
      missing: why,
      of: ({ load }) => load?.readQps,
    }),
    numeralColumn({
      id: "write",
      header: "Writes/s",
      width: 84,
      as: "rate",
      missing: why,
      of: ({ load }) => load?.writeQps,
    }),
    numeralColumn({
      id: "storage",
      header: "Storage",
      width: 84,
      as: "mib",
      missing: why,
      of: ({ load }) => load?.storageMb,
    }),
  ];
}

function NodeLink({ cluster, server }: { readonly cluster: string; readonly server: string }) {
  return (
    <Link to={paths.node(cluster, server)}>
      <MiddleCut text={server} />
    </Link>
  );
}
