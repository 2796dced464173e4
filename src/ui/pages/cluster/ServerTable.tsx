import { useMemo } from "react";
import { formatServerTime } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HealthBadge, SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import { NodeLink } from "../../parts/NodeLink.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { healthQueries } from "../../queries-health.ts";
import { serverRows, type ServerRow } from "./server-rows.ts";

const ROLES: Readonly<Record<ServerRow["role"], number>> = { meta: 0, replica: 1, collector: 2 };

function columnsOf(cluster: string): readonly Column<ServerRow>[] {
  return [
    {
      id: "server",
      header: "Server",
      width: 190,
      grow: true,
      rowHeader: true,
      value: ({ server }) => server,
      cell: ({ server }) => <NodeLink cluster={cluster} server={server} />,
    },
    {
      id: "role",
      header: "Role",
      width: 90,
      value: ({ role, state, leader }) => ROLES[role] * 100 + SEVERITY_RANK[state.severity] * 2 + (leader ? 0 : 1),
      filterText: ({ role }) => role,
      cell: ({ role }) => role,
    },
    {
      id: "state",
      header: "State",
      width: 140,
      value: ({ state, leader }) => SEVERITY_RANK[state.severity] * 2 + (leader ? 0 : 1),
      filterText: ({ state }) => state.word,
      cell: ({ state }) => <HealthBadge severity={state.severity}>{state.word}</HealthBadge>,
    },
    { id: "version", header: "Version", width: 130, value: ({ version }) => version },
    {
      id: "commit",
      header: "Commit",
      width: 100,
      value: ({ commit }) => commit,
      cell: ({ commit }) => <span title={commit ?? "Not known"}>{commit === null ? "–" : commit.slice(0, 8)}</span>,
    },
    {
      id: "started",
      header: "Started (server time)",
      hint: "In the server's own time, whose zone is not told",
      width: 170,
      value: ({ started }) => started,
      cell: ({ started }) => (started === null ? "–" : formatServerTime(started)),
    },
    {
      id: "answered",
      header: "Last answer",
      hint: "A meta's, to who leads; another server's, to its version",
      width: 190,
      value: ({ answered }) => answered,
      cell: ({ answered }) => (answered === null ? "–" : <span title={answered}>{answered}</span>),
    },
    numeralColumn({
      id: "ms",
      header: "Took",
      hint: "How long it took to answer",
      width: 80,
      as: "ns",
      of: ({ ms }) => (ms === null ? null : ms * 1e6),
      missing: () => "It did not answer, or has not been asked yet",
    }),
  ];
}
const METAS_FIRST: Sort = { id: "role", desc: false };

export function ServerTable({ cluster }: { readonly cluster: string }) {
  const state = useTableState();
  const { data: roster, exchange, failure, refresh } = useLive(queries.roster(cluster));
  // The checks above decide when these are asked; here they are only shown.
  const rows = serverRows(roster, {
    versions: useLiveOptional(healthQueries.versions(cluster), false).live?.data ?? null,
    starts: useLiveOptional(healthQueries.starts(cluster), false).live?.data ?? null,
    metas: useLiveOptional(healthQueries.metas(cluster), false).live?.data ?? null,
  });
  const columns = useMemo(() => columnsOf(cluster), [cluster]);
  return (
    <>
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      <DataTable
        name="Servers"
        rows={rows}
        columns={columns}
        rowId={({ server }) => server}
        rowLink={({ server }) => paths.node(cluster, server)}
        rowSeverity={({ state: of }) => of.severity}
        state={state}
        defaultSort={METAS_FIRST}
        filterLabel="Filter servers"
        empty="No server is known yet: none of the configured metas has answered."
      />
    </>
  );
}
