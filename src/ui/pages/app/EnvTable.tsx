import { useMemo } from "react";
import { DataTable } from "../../parts/DataTable.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { Source } from "../../parts/Page.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { useLive } from "../../live.ts";
import { queries } from "../../queries.ts";

interface Env {
  readonly key: string;
  readonly value: string;
}

const COLUMNS: readonly Column<Env>[] = [
  {
    id: "key",
    header: "Key",
    width: 320,
    rowHeader: true,
    value: ({ key }) => key,
    cell: ({ key }) => <MiddleCut text={key} copy="Copy key" />,
  },
  {
    id: "value",
    header: "Value",
    width: 320,
    grow: true,
    value: ({ value }) => value,
    cell: ({ value }) => <MiddleCut text={value} copy="Copy value" />,
  },
];
const BY_KEY: Sort = { id: "key", desc: false };

/** What is set for the app, key by key. */
export function EnvTable({ cluster, app }: { readonly cluster: string; readonly app: string }) {
  const state = useTableState("envs");
  const { data, exchange, failure, refresh } = useLive(queries.appEnvs(cluster, app));
  const rows = useMemo(() => Object.entries(data).map(([key, value]) => ({ key, value })), [data]);
  return (
    <>
      <Source exchange={exchange} failed={failure !== null} />
      <StaleNotice failure={failure} at={exchange.at} onRetry={refresh} />
      <DataTable
        name="Envs"
        rows={rows}
        columns={COLUMNS}
        rowId={({ key }) => key}
        state={state}
        defaultSort={BY_KEY}
        filterLabel="Filter by key or value"
        empty="No environment keys are set for this app: it runs with the servers' defaults."
      />
    </>
  );
}
