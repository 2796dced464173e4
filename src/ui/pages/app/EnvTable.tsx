import { Switch } from "@mantine/core";
import { parseAsBoolean, useQueryState } from "nuqs";
import { useMemo } from "react";
import { NONE } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { Source } from "../../parts/Page.tsx";
import { StaleNotice } from "../../parts/StaleNotice.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { appQueries } from "../../queries-apps.ts";
import { envRows, type EnvRow } from "./env-rows.ts";

const COLUMNS: readonly Column<EnvRow>[] = [
  {
    id: "key",
    header: "Key",
    width: 250,
    grow: true,
    rowHeader: true,
    value: ({ key }) => key,
    cell: ({ key }) => <MiddleCut text={key} copy="Copy key" />,
  },
  {
    id: "value",
    header: "Value",
    width: 170,
    grow: true,
    value: ({ value }) => value,
    cell: ({ value }) =>
      value === null ? <span className="env-unset">not set</span> : <MiddleCut text={value} copy="Copy value" />,
  },
  {
    id: "differs",
    header: "Default",
    hint: "What holds where it is not set, as far as that is known",
    width: 130,
    value: ({ unset }) => unset,
    cell: Default,
  },
  { id: "type", header: "Type", width: 104, value: ({ type }) => type },
  {
    id: "limits",
    header: "Limits",
    width: 150,
    value: ({ limits }) => limits,
    cell: ({ limits }) => <MiddleCut text={limits} />,
  },
  {
    id: "meaning",
    header: "Meaning",
    width: 320,
    grow: true,
    sortable: false,
    value: ({ meaning }) => meaning,
    cell: ({ meaning, refusal }) => (
      <span title={refusal ?? meaning}>
        {refusal === null ? meaning : <HealthBadge severity="warning">The leader would say: {refusal}</HealthBadge>}
      </span>
    ),
  },
];
const BY_KEY: Sort = { id: "key", desc: false };

function Default({ unset, differs }: EnvRow) {
  if (unset === null) return <span title="Not known">{NONE}</span>;
  return differs === true ? <HealthBadge severity="notice">not {unset}</HealthBadge> : unset;
}

/** What is set for the app, key by key: what it means, its type and limits, and what differs from the default. */
export function EnvTable({ cluster, app }: { readonly cluster: string; readonly app: string }) {
  const state = useTableState("envs");
  const [all, setAll] = useQueryState("all-envs", parseAsBoolean.withDefault(false));
  const { data, exchange, failure, refresh } = useLive(queries.appEnvs(cluster, app));
  const rules = useLiveOptional(appQueries.envsList(cluster)).live?.data ?? null;
  const rows = useMemo(() => envRows(data, rules, all), [data, rules, all]);
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
        filterLabel="Filter by key, value or meaning"
        toolbar={
          <Switch
            size="xs"
            label="Also what is not set"
            checked={all}
            onChange={(event) => void setAll(event.currentTarget.checked)}
          />
        }
        empty="No environment keys are set for this app: it runs with the servers' defaults."
      />
    </>
  );
}
