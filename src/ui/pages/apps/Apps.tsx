// All apps, which is what Pegasus's operators call tables.
import { Switch } from "@mantine/core";
import { parseAsBoolean, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { useColumns } from "../../parts/ColumnChooser.tsx";
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
import { appColumns, SELDOM_SHOWN } from "./app-columns.tsx";
import { appRows, filteredApps } from "./app-rows.ts";
import { appTotals } from "./app-totals.tsx";
import { useEnvFilter } from "./useEnvFilter.tsx";
import "./apps.css";

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

const ONLY = { unhealthy: parseAsBoolean.withDefault(false), hot: parseAsBoolean.withDefault(false) };

function whyNone(unhealthy: boolean, hot: boolean, env: boolean): string {
  if (env) return "No app that has told its envs so far has such an env.";
  if (hot) return "No app has a hot partition: each is about as busy as the others of its app, or not busy at all.";
  return unhealthy ? "Every app is healthy: there is none to show." : "There is none to show.";
}

const WORST_FIRST: Sort = { id: "health", desc: false };

function AppTable({ cluster }: { readonly cluster: string }) {
  const state = useTableState();
  const [only, setOnly] = useQueryStates(ONLY);
  const { data, exchange } = useLive(queries.apps(cluster));
  const load = useLiveOptional(queries.load(cluster));
  const leadership = useLeadership();
  const figures = load.live?.data ?? null;
  const missing = whyNoLoad(figures, load.failure);
  const { names: withEnv, box } = useEnvFilter(cluster, data);
  const all = useMemo(() => appRows(data, figures), [data, figures]);
  const rows = useMemo(() => filteredApps(all, { ...only, withEnv }), [all, only, withEnv]);
  const columns = useMemo(() => appColumns(cluster, missing), [cluster, missing]);
  const { shown, chooser } = useColumns(columns, SELDOM_SHOWN);
  return (
    <DataTable
      name="Apps"
      rows={rows}
      columns={shown}
      rowId={({ info }) => String(info.app_id)}
      rowLink={({ info }) => paths.app(cluster, info.app_name)}
      rowSeverity={({ severity }) => severity}
      state={state}
      defaultSort={WORST_FIRST}
      filterLabel="Filter by name or id"
      totals={appTotals}
      csv={`apps-${cluster}`}
      toolbar={
        <>
          <Switch
            size="xs"
            label="Only unhealthy"
            checked={only.unhealthy}
            onChange={(event) => void setOnly({ unhealthy: event.currentTarget.checked })}
          />
          <Switch
            size="xs"
            label="Only hot"
            checked={only.hot}
            onChange={(event) => void setOnly({ hot: event.currentTarget.checked })}
          />
          {box}
          {chooser}
          <LoadLine load={figures} failure={load.failure} />
        </>
      }
      empty={
        all.length > 0
          ? whyNone(only.unhealthy, only.hot, withEnv !== null)
          : mayStillBeLoading(exchange, leadership)
            ? "The new leader is still loading its state. The apps will be back in a moment."
            : "This cluster has no apps (tables) yet. They are created with the admin shell or admin-cli."
      }
    />
  );
}
