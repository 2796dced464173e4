// The board: every flag, what is common to each role, and on one click what each process has.
import { useDeferredValue, useMemo } from "react";
import { AUDIT_LIMIT } from "#api/changes.ts";
import { plural } from "../../format.ts";
import { FilterBox } from "../../parts/FilterBox.tsx";
import { nextSort, sortThatHolds, type Sort } from "../../parts/table-column.ts";
import { TableRows } from "../../parts/TableRows.tsx";
import { useTableState } from "../../parts/useTableState.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { boardColumns, type BoardActions } from "./board-columns.tsx";
import { flagRows, keptFlags, rowId, withProcesses } from "./board-rows.ts";
import { BoardToolbar } from "./BoardToolbar.tsx";
import { ExportButtons } from "./ExportButtons.tsx";
import { useFilters } from "./url-state.ts";
import type { Board as BoardData } from "./use-board.ts";
import "../../parts/data-table.css";

/** The outliers first. */
const STANDARD: Sort = { id: "differ", desc: true };

interface Properties extends BoardActions {
  readonly cluster: string;
  readonly board: BoardData;
  /** The process with a column of its own. */
  readonly server: string | null;
  /** Flags whose processes are listed. */
  readonly open: readonly string[];
}

export function Board({ cluster, board: latest, server, open, ...actions }: Properties) {
  const state = useTableState();
  // The flags of a hundred processes, or what a letter leaves of them, are drawn in small steps: keys and clicks come between.
  const board = useDeferredValue(latest);
  const filter = useDeferredValue(state.filter);
  const [filters, setFilters] = useFilters();
  const changed = useLiveOptional(queries.audit(cluster, AUDIT_LIMIT.standard), filters.here).live?.data;
  const here = useMemo(
    () => new Set((changed ?? []).flatMap(({ flag, verdict }) => (flag === null || verdict !== "ok" ? [] : [flag]))),
    [changed],
  );
  const focus = board.processes.find((process) => process.server === server) ?? null;
  const { onToggle, onAbout, onEdit, refusal, onReveal, revealRefusal } = actions;
  const columns = useMemo(
    () => boardColumns({ roles: board.roles, focus, onToggle, onAbout, onEdit, refusal, onReveal, revealRefusal }),
    [board.roles, focus, onToggle, onAbout, onEdit, refusal, onReveal, revealRefusal],
  );
  const sort = sortThatHolds(columns, state.sort, STANDARD);
  const kept = useMemo(() => keptFlags(board.flags, known(filters, board), here), [board, filters, here]);
  const rows = useMemo(() => flagRows(kept, columns, filter, sort, new Set(open)), [kept, columns, filter, sort, open]);
  const shown = useMemo(
    () => withProcesses(rows, board).map((row) => ({ id: rowId(row), original: row })),
    [rows, board],
  );
  return (
    <div className="data-table config-board">
      <div className="data-table-toolbar">
        <FilterBox label="Filter by name, value, section, meaning" text={state.filter} onText={state.setFilter} />
        <span className="data-table-count" role="status">
          {rows.length === board.flags.length
            ? plural(rows.length, "flag")
            : `${rows.length} of ${plural(board.flags.length, "flag")}`}
        </span>
        <BoardToolbar board={board} filters={filters} onFilters={(change) => void setFilters(change)} />
        <ExportButtons cluster={cluster} rows={rows} board={board} focus={focus} />
        {refusal !== null && <span className="flag-refusal">No changes: {refusal}</span>}
      </div>
      <TableRows
        name="Configs"
        columns={columns}
        rows={shown}
        sort={sort}
        onSort={(column) => state.setSort(nextSort(column, sort))}
        rowSeverity={(row) => ((row.kind === "flag" ? row.flag.differing > 0 : row.differs) ? "warning" : "ok")}
      />
      {rows.length === 0 && (
        <p className="data-table-empty">
          {board.flags.length === 0 ? "No server that answers lists any flags." : "No flag is like that."}{" "}
          {board.flags.length > 0 && (
            <button type="button" className="text-button" onClick={() => (void setFilters(null), state.setFilter(""))}>
              Show all
            </button>
          )}
        </p>
      )}
    </div>
  );
}

/** A section or a role that no flag has is no filter. */
function known<T extends { readonly section: string; readonly role: string }>(filters: T, board: BoardData): T {
  const section = board.flags.some(({ item }) => item.section === filters.section) ? filters.section : "";
  return { ...filters, section, role: board.roles.includes(filters.role) ? filters.role : "" };
}
