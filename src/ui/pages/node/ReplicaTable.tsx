import { Link } from "react-router";
import { useMemo } from "react";
import { NONE } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HealthBadge, SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { Numeral } from "../../parts/Numbers.tsx";
import { numeralColumn } from "../../parts/numeral-column.tsx";
import { PARTITION_WORDS } from "../../parts/partition-words.ts";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import type { ReplicaRow } from "./replica-rows.ts";

interface Properties {
  readonly cluster: string;
  readonly rows: readonly ReplicaRow[];
  /** Beside the filter: where the rows come from, what is missing. */
  readonly note: string;
}

const WORST_FIRST: Sort = { id: "health", desc: false };

export function ReplicaTable({ cluster, rows, note }: Properties) {
  const state = useTableState();
  const columns = useMemo(() => columnsOf(cluster), [cluster]);
  return (
    <DataTable
      name="Replicas"
      rows={rows}
      columns={columns}
      rowId={({ appId, partition }) => `${appId}.${partition}`}
      rowLink={({ app }) => (app === null ? paths.apps(cluster) : paths.app(cluster, app))}
      rowSeverity={({ health }) => (health === null ? "unknown" : PARTITION_WORDS[health].severity)}
      state={state}
      defaultSort={WORST_FIRST}
      filterLabel="Filter by app, partition or role"
      csv="replicas"
      toolbar={<span className="load-line">{note}</span>}
      empty="No replica is on this server at the moment."
    />
  );
}

const ONLY_METRICS = "Not asked: there are too many apps to look into each";

function whyNoRate({ role }: ReplicaRow): string {
  return role === "secondary" ? "Secondaries serve no requests of clients" : "Not told (yet)";
}

function columnsOf(cluster: string): readonly Column<ReplicaRow>[] {
  return [
    {
      id: "health",
      header: "Health",
      hint: "Of the whole partition",
      width: 130,
      value: ({ health }) => (health === null ? null : SEVERITY_RANK[PARTITION_WORDS[health].severity]),
      filterText: ({ health }) => (health === null ? "" : PARTITION_WORDS[health].word),
      cell: ({ health }) =>
        health === null ? (
          <span title={ONLY_METRICS}>{NONE}</span>
        ) : (
          <HealthBadge severity={PARTITION_WORDS[health].severity} title={PARTITION_WORDS[health].meaning}>
            {PARTITION_WORDS[health].word}
          </HealthBadge>
        ),
    },
    {
      id: "app",
      header: "App",
      width: 180,
      grow: true,
      rowHeader: true,
      value: ({ app, appId }) => app ?? `id ${appId}`,
      cell: ({ app, appId }) =>
        app === null ? (
          <span title="The leader does not list it any more">id {appId}</span>
        ) : (
          <Link to={paths.app(cluster, app)}>
            <MiddleCut text={app} />
          </Link>
        ),
    },
    { id: "id", header: "App ID", width: 70, numeric: true, firstSort: "asc", value: ({ appId }) => appId },
    {
      id: "partition",
      header: "Partition",
      width: 80,
      numeric: true,
      firstSort: "asc",
      value: ({ partition }) => partition,
      filterText: ({ partition }) => String(partition),
    },
    {
      id: "role",
      header: "Role here",
      width: 100,
      value: ({ role }) => role,
      cell: ({ role }) => (role === null ? <span title={ONLY_METRICS}>{NONE}</span> : role),
    },
    {
      id: "ballot",
      header: "Ballot",
      width: 70,
      numeric: true,
      value: ({ ballot }) => ballot,
      cell: ({ ballot }) => <Numeral value={ballot} as="count" missing={ONLY_METRICS} />,
    },
    {
      id: "others",
      header: "Also on",
      width: 300,
      grow: true,
      sortable: false,
      value: ({ others }) => others.join(" "),
      cell: ({ others }) =>
        others.length === 0 ? (
          NONE
        ) : (
          <span className="node-links">
            {others.map((server) => (
              <Link key={server} to={paths.node(cluster, server)}>
                <MiddleCut text={server} />
              </Link>
            ))}
          </span>
        ),
    },
    numeralColumn({
      id: "read",
      header: "Reads/s",
      width: 76,
      as: "rate",
      missing: whyNoRate,
      of: ({ readQps }) => readQps,
    }),
    numeralColumn({
      id: "write",
      header: "Writes/s",
      width: 78,
      as: "rate",
      missing: whyNoRate,
      of: ({ writeQps }) => writeQps,
    }),
    {
      id: "storage",
      header: "Storage",
      hint: "SST files of this replica, as the server measured it last",
      width: 84,
      numeric: true,
      value: ({ storageMb }) => storageMb,
      cell: ({ storageMb }) => (
        <Numeral value={storageMb} as="mib" missing="The server's metrics do not tell it (yet)" />
      ),
    },
  ];
}
