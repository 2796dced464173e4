// When disks will be full, the soonest first.
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import { DataTable } from "../../parts/DataTable.tsx";
import { HistoryNotes } from "../../parts/HistoryNotes.tsx";
import { Source } from "../../parts/Page.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import type { Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import { useLive } from "../../live.ts";
import { healthQueries } from "../../queries-health.ts";
import { diskColumns } from "./disk-columns.tsx";
import { DISK_SCOPES, diskRows } from "./disk-rows.ts";

const SOONEST_FIRST: Sort = { id: "full", desc: false };

export function Disks({ cluster }: { readonly cluster: string }) {
  const state = useTableState("disks");
  const [per, setPer] = useQueryState("per", parseAsStringLiteral(DISK_SCOPES).withDefault("disk"));
  const { data, exchange, failure, refresh } = useLive(healthQueries.diskOutlooks(cluster));
  const rows = useMemo(() => diskRows(data.outlooks, per), [data, per]);
  const columns = useMemo(() => diskColumns(cluster, per), [cluster, per]);
  return (
    <>
      <Source exchange={exchange} failed={failure !== null} />
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      <HistoryNotes notes={data.notes} severity="notice" />
      <DataTable
        name="Disks"
        rows={rows}
        columns={columns}
        rowId={({ id }) => id}
        rowLink={({ server }) => paths.node(cluster, server)}
        rowSeverity={({ severity }) => severity}
        state={state}
        defaultSort={SOONEST_FIRST}
        filterLabel="Filter by node or disk"
        csv={`disks-${cluster}`}
        toolbar={
          <label className="table-choice">
            Per
            <select
              value={per}
              onChange={(event) => void setPer(DISK_SCOPES.find((one) => one === event.currentTarget.value) ?? "disk")}
            >
              {DISK_SCOPES.map((one) => (
                <option key={one}>{one}</option>
              ))}
            </select>
          </label>
        }
        empty="The history has nothing of disks yet: it learns of them round by round."
      />
    </>
  );
}
