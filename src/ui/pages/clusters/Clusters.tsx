// The list of clusters, worst first; where there is only one, its page.
import { Link, Navigate } from "react-router";
import type { ClusterEntry } from "#api/clusters.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HealthBadge, SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import { useLive } from "../../live.ts";
import { queries } from "../../queries.ts";
import { UserLine } from "../../shell/UserLine.tsx";

export function Component() {
  return (
    <main className="alone" id="main">
      <Page title="Clusters" actions={<UserLine />}>
        <Section title="All clusters" quiet>
          <ClusterTable />
        </Section>
      </Page>
    </main>
  );
}

const COLUMNS: readonly Column<ClusterEntry>[] = [
  {
    id: "health",
    header: "Health",
    width: 100,
    value: ({ health }) => SEVERITY_RANK[health],
    filterText: ({ health }) => health,
    cell: ({ health }) => <HealthBadge severity={health} />,
  },
  {
    id: "title",
    header: "Cluster",
    width: 130,
    grow: true,
    rowHeader: true,
    value: ({ title }) => title,
    cell: ({ name, title }) => <Link to={paths.cluster(name)}>{title}</Link>,
  },
  {
    id: "reason",
    header: "Worst",
    hint: "What is most wrong with it, as its own page says first",
    width: 260,
    grow: true,
    value: ({ reason }) => reason ?? null,
    cell: ({ health, reason }) => <span title={reason}>{reason ?? (health === "ok" ? "Nothing is wrong" : "–")}</span>,
  },
  {
    id: "environment",
    header: "Environment",
    width: 120,
    value: ({ environment }) => environment,
    cell: ({ environment }) =>
      environment !== null && (
        <span className="cluster-mark" data-mark={environment}>
          {environment}
        </span>
      ),
  },
  { id: "name", header: "Name", width: 160, value: ({ name }) => name },
  {
    id: "kind",
    header: "Kind",
    width: 220,
    value: ({ kind, scenario }) => (scenario === undefined ? kind : `${kind}: ${scenario}`),
  },
  {
    id: "writes",
    header: "Changes",
    width: 110,
    value: ({ writes }) => (writes ? "allowed" : "read-only"),
    cell: ({ writes, writesRefused }) => <span title={writesRefused}>{writes ? "allowed" : "read-only"}</span>,
  },
];
const WORST_FIRST: Sort = { id: "health", desc: false };

function ClusterTable() {
  const state = useTableState();
  const { data, exchange, failure, refresh } = useLive(queries.clusters());
  const only = data.length === 1 ? data[0] : undefined;
  if (only !== undefined) return <Navigate replace to={paths.cluster(only.name)} />;
  return (
    <>
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      <DataTable
        name="Clusters"
        rows={data}
        columns={COLUMNS}
        rowId={({ name }) => name}
        rowLink={({ name }) => paths.cluster(name)}
        rowSeverity={({ health }) => health}
        state={state}
        defaultSort={WORST_FIRST}
        filterLabel="Filter clusters"
        empty="No cluster is configured. Start the dashboard with --meta, --config or --demo."
      />
    </>
  );
}
