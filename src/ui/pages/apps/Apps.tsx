// All apps, which is what Pegasus's operators call tables.
import { Switch } from "@mantine/core";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useMemo } from "react";
import { DataTable } from "../../parts/DataTable.tsx";
import { mayStillBeLoading, useLeadership } from "../../parts/LeaderContext.ts";
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
import { appColumns } from "./app-columns.tsx";
import { appRows, onlyUnhealthy } from "./app-rows.ts";

export function Component() {
  const cluster = useCluster();
  const { live } = useLiveOptional(queries.apps(cluster));
  return (
    <Page
      title="Apps"
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
    >
      <Section title="All apps" quiet height={500}>
        <AppTable cluster={cluster} />
      </Section>
    </Page>
  );
}

const WORST_FIRST: Sort = { id: "health", desc: false };

function AppTable({ cluster }: { readonly cluster: string }) {
  const state = useTableState();
  const [unhealthyOnly, setUnhealthyOnly] = useQueryState("unhealthy", parseAsBoolean.withDefault(false));
  const { data, exchange } = useLive(queries.apps(cluster));
  const load = useLiveOptional(queries.load(cluster));
  const leadership = useLeadership();
  const figures = load.live?.data ?? null;
  const missing = whyNoLoad(figures, load.failure);
  const rows = useMemo(() => {
    const all = appRows(data, figures);
    return unhealthyOnly ? onlyUnhealthy(all) : all;
  }, [data, figures, unhealthyOnly]);
  const columns = useMemo(() => appColumns(cluster, missing), [cluster, missing]);
  const any = Object.keys(data.general_info).length > 0;
  return (
    <DataTable
      name="Apps"
      rows={rows}
      columns={columns}
      rowId={({ info }) => String(info.app_id)}
      rowLink={({ info }) => paths.app(cluster, info.app_name)}
      rowSeverity={({ severity }) => severity}
      state={state}
      defaultSort={WORST_FIRST}
      filterLabel="Filter by name or id"
      toolbar={
        <>
          <Switch
            size="xs"
            label="Only unhealthy"
            checked={unhealthyOnly}
            onChange={(event) => void setUnhealthyOnly(event.currentTarget.checked)}
          />
          <LoadLine load={figures} failure={load.failure} />
        </>
      }
      empty={
        any
          ? "Every app is healthy: there is none to show."
          : mayStillBeLoading(exchange, leadership)
            ? "The new leader is still loading its state. The apps will be back in a moment."
            : "This cluster has no apps (tables) yet. They are created with the admin shell or admin-cli."
      }
    />
  );
}
