// What was changed through this dashboard, by whom, and what came of it.
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { AUDIT_LIMIT, type AuditEntry } from "#api/changes.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { sortThatHolds, type Sort } from "../../parts/table-column.ts";
import { useCluster } from "../../parts/useCluster.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { queries, useLive, useLiveOptional } from "../../queries.ts";
import { COLUMNS, VERDICTS, shownRows, type Verdict } from "./audit-columns.tsx";
import { auditCsv } from "./audit-csv.ts";

export function Component() {
  const [limit, setLimit] = useState<number>(AUDIT_LIMIT.standard);
  const { live } = useLiveOptional(queries.audit(useCluster(), limit));
  return (
    <Page
      title="Audit"
      intro="Changes, costly calls and secrets shown through this dashboard, newest first. What was done by other means is not here."
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
    >
      <Section title="Changes through this dashboard" quiet height={300}>
        <ChangeTable limit={limit} onMore={() => setLimit(AUDIT_LIMIT.most)} />
      </Section>
    </Page>
  );
}

const NEWEST_FIRST: Sort = { id: "at", desc: true };
const VERDICT_NAMES: readonly Verdict[] = ["ok", "refused", "failed", "unknown", "pending"];

interface Properties {
  readonly limit: number;
  readonly onMore: () => void;
}

function ChangeTable({ limit, onMore }: Properties) {
  const cluster = useCluster();
  const state = useTableState();
  const [verdict, setVerdict] = useQueryState("verdict", parseAsStringLiteral(VERDICT_NAMES));
  const { data } = useLive(queries.audit(cluster, limit));
  const rows = useMemo(
    () => (verdict === null ? data : data.filter((entry) => entry.verdict === verdict)),
    [data, verdict],
  );
  const sort = sortThatHolds(COLUMNS, state.sort, NEWEST_FIRST) ?? NEWEST_FIRST;
  return (
    <DataTable
      name="Changes"
      rows={rows}
      columns={COLUMNS}
      rowId={({ id }) => String(id)}
      state={state}
      defaultSort={NEWEST_FIRST}
      filterLabel="Filter changes"
      toolbar={
        <>
          <label className="table-choice">
            Verdict
            <select
              value={verdict ?? ""}
              onChange={(event) => {
                const picked = event.currentTarget.value;
                void setVerdict(VERDICT_NAMES.find((name) => name === picked) ?? null);
              }}
            >
              <option value="">all</option>
              {VERDICT_NAMES.map((name) => (
                <option key={name} value={name}>
                  {VERDICTS[name].word}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="text-button"
            title="What is shown here, in this order, with times in UTC"
            onClick={() => download(`audit-${cluster}.csv`, shownRows(rows, state.filter, sort))}
          >
            Export CSV
          </button>
          {data.length >= limit && limit < AUDIT_LIMIT.most && (
            <button type="button" className="text-button" onClick={onMore}>
              Show older than the newest {limit}
            </button>
          )}
        </>
      }
      empty={
        data.length === 0
          ? "Nothing has been changed through this dashboard yet."
          : `None of the ${data.length} changes has this verdict.`
      }
    />
  );
}

function download(name: string, rows: readonly AuditEntry[]): void {
  const url = URL.createObjectURL(new Blob([auditCsv(rows)], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
