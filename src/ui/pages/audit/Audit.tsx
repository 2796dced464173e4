// What was changed through this dashboard, by whom, and what came of it.
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { AUDIT_LIMIT } from "#api/changes.ts";
import { changeRefused } from "../../parts/change-refused.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Page } from "../../parts/Page.tsx";
import { saveText } from "../../parts/save-text.ts";
import { Section } from "../../parts/Section.tsx";
import { sortThatHolds, type Sort } from "../../parts/table-column.ts";
import { useCluster } from "../../parts/useCluster.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { VERDICTS, auditColumns, shownRows, type Verdict } from "./audit-columns.tsx";
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
  const session = useLiveOptional(queries.session()).live?.data ?? null;
  const entry = (useLiveOptional(queries.clusters()).live?.data ?? []).find(({ name }) => name === cluster) ?? null;
  const refusal = changeRefused(session, entry);
  const columns = useMemo(() => auditColumns(cluster, refusal), [cluster, refusal]);
  const sort = sortThatHolds(columns, state.sort, NEWEST_FIRST) ?? NEWEST_FIRST;
  return (
    <DataTable
      name="Changes"
      rows={rows}
      columns={columns}
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
            onClick={() =>
              saveText(`audit-${cluster}.csv`, "text/csv", auditCsv(shownRows(rows, columns, state.filter, sort)))
            }
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
