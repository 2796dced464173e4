// The replica servers, the dead first; and their disks, those first that are full soonest.
import { Tabs } from "@mantine/core";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { useColumns } from "../../parts/ColumnChooser.tsx";
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
import { healthQueries } from "../../queries-health.ts";
import { Disks } from "./Disks.tsx";
import { identitiesOf } from "./identities.ts";
import { nodeColumns, SELDOM_SHOWN } from "./node-columns.tsx";
import { nodeRows } from "./node-rows.ts";
import { nodeTotals } from "./node-totals.tsx";
import "./nodes.css";

const TABS = ["nodes", "disks"] as const;

export function Component() {
  const cluster = useCluster();
  const [tab, setTab] = useQueryState("tab", parseAsStringLiteral(TABS).withDefault("nodes"));
  const { live } = useLiveOptional(queries.nodes(cluster));
  return (
    <Page
      title="Nodes"
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
    >
      <Tabs
        value={tab}
        onChange={(value) => void setTab(TABS.find((one) => one === value) ?? "nodes")}
        keepMounted={false}
        className="nodes-tabs"
      >
        <Tabs.List aria-label="About the nodes">
          <Tabs.Tab value="nodes">Servers</Tabs.Tab>
          <Tabs.Tab value="disks">Disks, full when?</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="nodes">
          <Section title="Replica servers" quiet height={400}>
            <NodeTable cluster={cluster} />
          </Section>
        </Tabs.Panel>
        <Tabs.Panel value="disks">
          <Section title="Disks" quiet height={400}>
            <Disks cluster={cluster} />
          </Section>
        </Tabs.Panel>
      </Tabs>
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
  const versions = useLiveOptional(healthQueries.versions(cluster)).live?.data ?? null;
  const starts = useLiveOptional(healthQueries.starts(cluster)).live?.data ?? null;
  const identities = useMemo(() => identitiesOf(versions, starts), [versions, starts]);
  const rows = useMemo(() => nodeRows(data, figures, identities), [data, figures, identities]);
  const columns = useMemo(() => nodeColumns(cluster, missing), [cluster, missing]);
  const { shown, chooser } = useColumns(columns, SELDOM_SHOWN);
  return (
    <DataTable
      name="Nodes"
      rows={rows}
      columns={shown}
      rowId={({ info }) => info.address}
      rowLink={({ info }) => paths.node(cluster, info.address)}
      rowSeverity={({ severity }) => severity}
      state={state}
      defaultSort={DEAD_FIRST}
      filterLabel="Filter by address or state"
      totals={nodeTotals}
      csv={`nodes-${cluster}`}
      toolbar={
        <>
          {chooser}
          <LoadLine load={figures} failure={load.failure} />
        </>
      }
      empty="The leader knows no replica server. Right after it began to lead they may still be reporting in."
    />
  );
}
