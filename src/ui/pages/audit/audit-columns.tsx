import { Link } from "react-router";
import type { AuditEntry } from "#api/changes.ts";
import type { Severity } from "#pegasus/health.ts";
import { formatTime } from "../../format.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import { isUndoable } from "../../parts/undoable.ts";
import { paths } from "../../paths.ts";
import { compareValues, filterRows, type Column, type Sort } from "../../parts/table-column.ts";

export type Verdict = AuditEntry["verdict"];

export const VERDICTS: Readonly<Record<Verdict, { readonly severity: Severity; readonly word: string }>> = {
  ok: { severity: "ok", word: "Done" },
  pending: { severity: "notice", word: "Under way" },
  refused: { severity: "warning", word: "Refused" },
  failed: { severity: "critical", word: "Failed" },
  unknown: { severity: "unknown", word: "Unknown" },
};

/** `refusal`: why nothing may be changed here, and so nothing undone; null: it may. */
export function auditColumns(cluster: string, refusal: string | null): readonly Column<AuditEntry>[] {
  return [...FACTS, undoColumn(cluster, refusal)];
}

function undoColumn(cluster: string, refusal: string | null): Column<AuditEntry> {
  return {
    id: "undo",
    header: "Undo",
    hint: "Each server back to its own old value, where nobody has changed it since",
    width: 76,
    sortable: false,
    filterText: null,
    value: () => null,
    cell: (entry) => {
      if (!isUndoable(entry)) return null;
      if (refusal !== null) {
        return (
          <button type="button" className="text-button" disabled title={refusal} aria-label={`Undo change ${entry.id}`}>
            Undo
          </button>
        );
      }
      return (
        <Link to={paths.config(cluster, { undo: entry.id })} aria-label={`Undo change ${entry.id}`}>
          Undo…
        </Link>
      );
    },
  };
}

const FACTS: readonly Column<AuditEntry>[] = [
  {
    id: "at",
    header: "Time",
    hint: "In this browser's time zone",
    width: 162,
    rowHeader: true,
    firstSort: "desc",
    // Of two in the same millisecond the later one has the higher number.
    value: ({ at }) => at,
    filterText: ({ at }) => formatTime(at),
    cell: ({ at }) => formatTime(at),
  },
  { id: "user", header: "User", width: 90, value: ({ user }) => user },
  {
    id: "verdict",
    header: "Verdict",
    width: 100,
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
    width: 150,
    value: ({ server }) => server,
    cell: ({ server }) => <MiddleCut text={server} />,
  },
  {
    id: "what",
    header: "What",
    width: 190,
    grow: true,
    value: ({ what }) => what,
    cell: ({ what }) => <MiddleCut text={what} copy="Copy call" />,
  },
  { id: "before", header: "Before", width: 80, value: ({ before }) => before },
  { id: "after", header: "After", width: 80, value: ({ after }) => after },
  {
    id: "reason",
    header: "Reason",
    width: 140,
    value: ({ reason }) => reason,
    cell: ({ reason }) => <span title={reason ?? ""}>{reason ?? ""}</span>,
  },
  {
    id: "message",
    header: "Answer",
    width: 140,
    value: ({ message }) => message,
    cell: ({ message }) => <span title={message ?? ""}>{message ?? ""}</span>,
  },
];

/** The rows as the table shows them: those that the filter keeps, in the order that holds. */
export function shownRows(
  rows: readonly AuditEntry[],
  columns: readonly Column<AuditEntry>[],
  filter: string,
  sort: Sort,
): readonly AuditEntry[] {
  const column = columns.find(({ id }) => id === sort.id);
  const kept = filterRows(rows, columns, filter);
  if (column === undefined) return kept;
  const turn = sort.desc ? -1 : 1;
  return kept.toSorted((one, other) => {
    const [a, b] = [column.value(one), column.value(other)];
    // Nothing comes last either way.
    return a === null || b === null ? compareValues(a, b) : turn * compareValues(a, b);
  });
}
