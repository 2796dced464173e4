// The table element of a DataTable: sticky headings, rows that are virtual when there are many, and a focus that moves by keys.
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { useNavigate } from "react-router";
import type { Severity } from "#pegasus/health.ts";
import { NONE } from "../format.ts";
import type { Column, Sort } from "./table-column.ts";

/** px; the same in data-table.css. Twenty-five rows fit a 13-inch screen. */
const ROW_HEIGHT = 26;
/** Above this many rows only those in view are in the document. */
const VIRTUAL_ABOVE = 100;
const PAGE_ROWS = 20;

interface SortedRow<Row> {
  readonly id: string;
  readonly original: Row;
}

interface Properties<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly SortedRow<Row>[];
  readonly sort: Sort | null;
  readonly onSort: (column: Column<Row>) => void;
  /** Cells of a last row, by column. */
  readonly totals?: Readonly<Record<string, ReactNode>>;
  readonly rowLink?: (row: Row) => string;
  readonly rowSeverity?: (row: Row) => Severity;
}

export function TableRows<Row>({ name, columns, rows, sort, onSort, totals, rowLink, rowSeverity }: Properties<Row>) {
  const scroller = useRef<HTMLDivElement>(null);
  const navigate = useNavigate();
  const virtual = rows.length > VIRTUAL_ABOVE;
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 15,
    enabled: virtual,
  });
  const items = virtual ? virtualizer.getVirtualItems() : [];
  const first = virtual ? (items[0]?.index ?? 0) : 0;
  const last = virtual ? (items.at(-1)?.index ?? -1) : rows.length - 1;
  const shown = rows.slice(first, last + 1);

  const [active, setActive] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  // Exactly one row in view can be reached by Tab.
  const stop = shown.some(({ id }) => id === active) ? active : (shown[0]?.id ?? null);

  function onKeyDown(event: KeyboardEvent<HTMLTableRowElement>): void {
    // Keys in a row's links and buttons are theirs.
    if (event.target !== event.currentTarget) return;
    const at = Number(event.currentTarget.dataset["index"]);
    const to = indexAfter(event.key, at, rows.length);
    if (to !== null) {
      event.preventDefault();
      const id = rows[to]?.id ?? null;
      wanted.current = id;
      setActive(id);
      if (virtual) virtualizer.scrollToIndex(to);
    } else if (event.key === "Enter" && rowLink !== undefined) {
      const row = rows[at];
      if (row !== undefined) void navigate(rowLink(row.original));
    }
  }

  function focusWanted(id: string, element: HTMLTableRowElement | null): void {
    if (element === null || wanted.current !== id) return;
    wanted.current = null;
    element.focus({ preventScroll: virtual });
  }

  return (
    <div className="data-table-scroll" ref={scroller}>
      <table aria-label={name} aria-rowcount={rows.length + 1} style={{ minWidth: sum(columns) }}>
        <colgroup>
          {columns.map((column) => (
            <col key={column.id} style={column.grow === true ? {} : { width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((column) => (
              <Heading key={column.id} column={column} sort={sort} onSort={onSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          {first > 0 && <Spacer rows={first} columns={columns.length} />}
          {shown.map((row, offset) => (
            <tr
              key={row.id}
              ref={(element) => focusWanted(row.id, element)}
              {...{ tabIndex: row.id === stop ? 0 : -1 }}
              aria-rowindex={first + offset + 2}
              data-index={first + offset}
              data-severity={rowSeverity?.(row.original)}
              onFocus={() => setActive(row.id)}
              onKeyDown={onKeyDown}
            >
              {columns.map((column) => (
                <Cell key={column.id} column={column} row={row.original} />
              ))}
            </tr>
          ))}
          {last < rows.length - 1 && <Spacer rows={rows.length - 1 - last} columns={columns.length} />}
        </tbody>
        {totals !== undefined && (
          <tfoot>
            <tr>
              {columns.map((column) =>
                column.rowHeader === true ? (
                  <th key={column.id} scope="row" className={alignment(column)}>
                    {totals[column.id]}
                  </th>
                ) : (
                  <td key={column.id} className={alignment(column)}>
                    {totals[column.id]}
                  </td>
                ),
              )}
            </tr>
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** The row that a key moves to; null: not a key that moves. */
function indexAfter(key: string, at: number, count: number): number | null {
  const to: Readonly<Record<string, number>> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + PAGE_ROWS,
    PageUp: at - PAGE_ROWS,
    Home: 0,
    End: count - 1,
  };
  const index = to[key];
  return index === undefined ? null : Math.max(0, Math.min(count - 1, index));
}

function sum(columns: readonly { readonly width: number }[]): number {
  return columns.reduce((total, { width }) => total + width, 0);
}

function alignment(column: { readonly numeric?: boolean; readonly rowHeader?: boolean }): string {
  return [column.numeric === true ? "numeric" : "", column.rowHeader === true ? "row-header" : ""].join(" ").trim();
}

interface HeadingProperties<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | null;
  readonly onSort: (column: Column<Row>) => void;
}

function Heading<Row>({ column, sort, onSort }: HeadingProperties<Row>) {
  const direction = sort?.id !== column.id ? "none" : sort.desc ? "descending" : "ascending";
  if (column.sortable === false) {
    return (
      <th scope="col" className={alignment(column)} title={column.hint}>
        {column.header}
      </th>
    );
  }
  return (
    <th scope="col" className={alignment(column)} aria-sort={direction}>
      <button type="button" title={column.hint} onClick={() => onSort(column)}>
        {column.header}
        <span aria-hidden="true" className="sort-mark">
          {direction === "none" ? "" : direction === "descending" ? "▼" : "▲"}
        </span>
      </button>
    </th>
  );
}

/** While one scrolls, rows that stay are not drawn anew. The cast keeps what `memo` forgets: that it is generic. */
const Cell = memo(DrawnCell) as typeof DrawnCell;

function DrawnCell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
  const content: ReactNode = column.cell === undefined ? plain(column, row) : column.cell(row);
  return column.rowHeader === true ? (
    <th scope="row" className={alignment(column)}>
      {content}
    </th>
  ) : (
    <td className={alignment(column)}>{content}</td>
  );
}

function plain<Row>(column: Column<Row>, row: Row): string {
  const value = column.value(row);
  return value === null ? NONE : String(value);
}

/** Stands for rows that are not in view. */
function Spacer({ rows, columns }: { readonly rows: number; readonly columns: number }) {
  return (
    <tr aria-hidden="true" className="spacer">
      <td colSpan={columns} style={{ height: rows * ROW_HEIGHT }} />
    </tr>
  );
}
