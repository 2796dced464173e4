// The replica servers, the dead first.
import { useMemo } from "react";
import { DataTable } from "../../parts/DataTable.tsx";
import { LoadLine } from "../../parts/LoadLine.tsx";
import { whyNoLoad } from "../../parts/load-words.ts";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import type { Sort } from "../../parts/table-column.ts";
import { useCluster } from "../../parts/useCluster.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { nodeColumns } from "./node-columns.tsx";
import { nodeRows } from "./node-rows.ts";

export function Component() {
  const cluster = useCluster();
  const { live } = useLiveOptional(queries.nodes(cluster));
  return (
    <Page
      title="Nodes"
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
    >
      <Section title="Replica servers" quiet height={400}>
        <NodeTable cluster={cluster} />
      </Section>
    </Page>
  );
}

const DEAD_FIRST: Sort = { id: "state", desc: false };

function NodeTable({ cluster }: { readonly cluster: string }) {
  const state = useTableState();
  const { data } = useLive(queries.nodes(cluster));
  const load = useLiveOptional(queries.load(cluster));
  const figures = load.live?.data ?? null;
  const missing = whyNoLoad(figures, load.failure);
  const rows = useMemo(() => nodeRows(data, figures), [data, figures]);
  const columns = useMemo(() => nodeColumns(cluster, missing), [cluster, missing]);
  return (
    <DataTable
      name="Nodes"
      rows={rows}
      columns={columns}
      rowId={({ info }) => info.address}
      rowLink={({ info }) => paths.node(cluster, info.address)}
      rowSeverity={({ severity }) => severity}
      state={state}
      defaultSort={DEAD_FIRST}
      filterLabel="Filter by address or state"
      toolbar={<LoadLine load={figures} failure={load.failure} />}
      empty="The leader knows no replica server. Right after it began to lead they may still be reporting in."
    />
  );
}
