import { useMemo } from "react";
import { appNodes, type AppDetail, type AppNode } from "#pegasus/answers/app.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { NodeLink } from "../../parts/NodeLink.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { PartialNote } from "../../parts/PartialNote.tsx";
import { appQueries } from "../../queries-apps.ts";
import { versionWords } from "./data-versions.ts";

const MOST_FIRST: Sort = { id: "total", desc: true };

/** How many replicas of the app lie on which node. */
export function AppNodesTable({ cluster, detail }: { readonly cluster: string; readonly detail: AppDetail }) {
  const state = useTableState("nodes");
  const rows = useMemo(() => appNodes(detail), [detail]);
  const columns = useMemo(() => columnsOf(cluster), [cluster]);
  const versions = useLiveOptional(appQueries.dataVersions(cluster, detail.general.app_id)).live?.data ?? null;
  return (
    <>
      {versions !== null && (
        <>
          <p>{versionWords(versions)}</p>
          <PartialNote one="node" answered={versions.answers.size} silent={versions.silent} />
        </>
      )}
      <DataTable
        name="Nodes of this app"
        rows={rows}
        columns={columns}
        rowId={({ node }) => node}
        rowLink={({ node }) => paths.node(cluster, node)}
        state={state}
        defaultSort={MOST_FIRST}
        filterLabel="Filter by address"
        empty="No node holds a replica of this app at the moment."
      />
    </>
  );
}

function columnsOf(cluster: string): readonly Column<AppNode>[] {
  return [
    {
      id: "node",
      header: "Node",
      width: 200,
      grow: true,
      rowHeader: true,
      value: ({ node }) => node,
      cell: ({ node }) => <NodeLink cluster={cluster} server={node} />,
    },
    { id: "primary", header: "Primaries", width: 110, numeric: true, value: ({ primary }) => primary },
    { id: "secondary", header: "Secondaries", width: 110, numeric: true, value: ({ secondary }) => secondary },
    { id: "total", header: "Replicas", width: 110, numeric: true, value: ({ total }) => total },
  ];
}
