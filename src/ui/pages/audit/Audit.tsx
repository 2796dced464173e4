// What was changed through this dashboard, by whom, and what came of it.
import type { AuditEntry } from "#api/changes.ts";
import type { Severity } from "#pegasus/health.ts";
import { formatTime } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import type { Column, Sort } from "../../parts/table-column.ts";
import { useCluster } from "../../parts/useCluster.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { queries, useLive, useLiveOptional } from "../../queries.ts";

export function Component() {
  const { live } = useLiveOptional(queries.audit(useCluster()));
  return (
    <Page
      title="Audit"
      intro="Changes and costly calls made through this dashboard, newest first. What was done by other means is not here."
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
    >
      <Section title="Changes through this dashboard" quiet height={300}>
        <ChangeTable />
      </Section>
    </Page>
  );
}

const VERDICTS: Readonly<Record<AuditEntry["verdict"], { readonly severity: Severity; readonly word: string }>> = {
  ok: { severity: "ok", word: "Done" },
  pending: { severity: "notice", word: "Under way" },
  refused: { severity: "warning", word: "Refused" },
  failed: { severity: "critical", word: "Failed" },
  unknown: { severity: "unknown", word: "Unknown" },
};

const COLUMNS: readonly Column<AuditEntry>[] = [
  {
    id: "at",
    header: "Time",
    hint: "In this browser's time zone",
    width: 150,
    rowHeader: true,
    firstSort: "desc",
    value: ({ at }) => at,
    filterText: ({ at }) => formatTime(at),
    cell: ({ at }) => formatTime(at),
  },
  { id: "user", header: "User", width: 110, value: ({ user }) => user },
  {
    id: "verdict",
    header: "Verdict",
    width: 110,
    value: ({ verdict }) => VERDICTS[verdict].word,
    cell: ({ verdict, message }) => (
      <HealthBadge severity={VERDICTS[verdict].severity} title={message ?? ""}>
        {VERDICTS[verdict].word}
      </HealthBadge>
    ),
  },
  {
    id: "server",
    header: "Server",
    width: 170,
    value: ({ server }) => server,
    cell: ({ server }) => <MiddleCut text={server} />,
  },
  {
    id: "what",
    header: "What",
    width: 260,
    grow: true,
    value: ({ what }) => what,
    cell: ({ what }) => <MiddleCut text={what} copy="Copy call" />,
  },
  { id: "before", header: "Before", width: 110, value: ({ before }) => before },
  { id: "after", header: "After", width: 110, value: ({ after }) => after },
  {
    id: "reason",
    header: "Reason",
    width: 180,
    value: ({ reason }) => reason,
    cell: ({ reason }) => <span title={reason ?? ""}>{reason ?? ""}</span>,
  },
  {
    id: "message",
    header: "Answer",
    width: 180,
    value: ({ message }) => message,
    cell: ({ message }) => <span title={message ?? ""}>{message ?? ""}</span>,
  },
];
const NEWEST_FIRST: Sort = { id: "at", desc: true };

function ChangeTable() {
  const state = useTableState();
  const { data } = useLive(queries.audit(useCluster()));
  return (
    <DataTable
      name="Changes"
      rows={data}
      columns={COLUMNS}
      rowId={({ id }) => String(id)}
      state={state}
      defaultSort={NEWEST_FIRST}
      filterLabel="Filter changes"
      empty="Nothing has been changed through this dashboard yet."
    />
  );
}
