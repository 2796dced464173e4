// Cold backups: which policies there are, of which apps, and when they run. HTTP tells the policies, not the backups that were taken.
import { useMemo } from "react";
import { backupSchedule } from "#pegasus/backup-schedule.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import type { Sort } from "../../parts/table-column.ts";
import { useCluster } from "../../parts/useCluster.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { healthQueries } from "../../queries-health.ts";
import { columnsOf } from "./policy-columns.tsx";
import { isOff, policyRows } from "./policy-rows.ts";
import "./backup.css";

export function Component() {
  const cluster = useCluster();
  const { live, failure } = useLiveOptional(healthQueries.backupPolicies(cluster));
  return (
    <Page
      title="Backup"
      intro="Policies of cold backup. What was backed up, and whether it succeeded, HTTP does not tell."
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
    >
      <Section title="Backup policies" quiet height={200}>
        {live === null && failure === null && <Loading height={200} />}
        {live === null && failure !== null && (isOff(failure) ? <Off /> : <Failure failure={failure} />)}
        {live !== null && <Policies cluster={cluster} />}
      </Section>
    </Page>
  );
}

/** 404 with just this text: the flag's default (reference 2.13). */
function Off() {
  return (
    <div className="backup-off" role="status">
      <p>
        <strong>Cold backup is off on this cluster.</strong>
      </p>
      <p>
        The metas run with <code>cold_backup_disabled=true</code>, which is the default. To have it, set the flag to
        false in the metas&apos; INI, configure a block service, restart the metas one by one, and add a policy in
        Pegasus&apos;s shell with <code>add_backup_policy</code>. A leader that has just started says the same for some
        seconds.
      </p>
    </div>
  );
}

const BY_NAME: Sort = { id: "name", desc: false };

function Policies({ cluster }: { readonly cluster: string }) {
  const state = useTableState();
  const { live } = useLiveOptional(healthQueries.backupPolicies(cluster));
  const apps = useLiveOptional(queries.appList(cluster)).live?.data ?? null;
  const rows = useMemo(() => policyRows(live?.data ?? {}, apps), [live?.data, apps]);
  const columns = useMemo(() => columnsOf(cluster), [cluster]);
  if (live === null) return null;
  return (
    <>
      <StaleNotice failure={live.failure} at={live.exchange.at} onRetry={live.refresh} />
      <DataTable
        name="Backup policies"
        rows={rows}
        columns={columns}
        rowId={({ policy }) => policy.name}
        rowSeverity={({ policy }) => (backupSchedule(policy).enabled ? "ok" : "notice")}
        state={state}
        defaultSort={BY_NAME}
        filterLabel="Filter by policy or app"
        empty="There is no backup policy. One is added in Pegasus's shell with add_backup_policy."
      />
    </>
  );
}
