// The one table of the dashboard: dense, sortable, filterable, virtual when long, usable by keyboard.
import {
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ColumnDef,
} from "@tanstack/react-table";
import { useMemo, type ReactNode } from "react";
import type { Severity } from "#pegasus/health.ts";
import { plural } from "../format.ts";
import { FilterBox } from "./FilterBox.tsx";
import {
  compareValues,
  filterRows,
  nextSort,
  sortThatHolds,
  type CellValue,
  type Column,
  type Sort,
} from "./table-column.ts";
import { TableRows } from "./TableRows.tsx";
import type { TableState } from "./useTableState.ts";
import "./data-table.css";

interface Properties<Row> {
  /** Its accessible name. */
  readonly name: string;
  readonly rows: readonly Row[];
  /** Keep both at module scope or memoized: a new array sorts anew. */
  readonly columns: readonly Column<Row>[];
  readonly rowId: (row: Row) => string;
  /** From `useTableState`. */
  readonly state: TableState;
  readonly defaultSort?: Sort;
  /** Where Enter leads from a row; put the same link into a cell for the mouse. */
  readonly rowLink?: (row: Row) => string;
  /** Marks rows in which something is wrong. */
  readonly rowSeverity?: (row: Row) => Severity;
  /** Why there are no rows. */
  readonly empty: ReactNode;
  /** What the filter box asks for, e.g. "Filter by name or id"; without it there is none. */
  readonly filterLabel?: string;
  /** Cells of a last row by column, for the rows that are shown. */
  readonly totals?: (rows: readonly Row[]) => Readonly<Record<string, ReactNode>>;
  /** The name of a file of the rows that are shown; without it there is none to be had. */
  readonly csv?: string;
  /** Controls beside the filter box. */
  readonly toolbar?: ReactNode;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
type Features = typeof features;

function definition<Row extends object>(column: Column<Row>): ColumnDef<Features, Row> {
  return {
    id: column.id,
    accessorFn: (row) => column.value(row) ?? undefined,
    enableSorting: column.sortable !== false,
    sortUndefined: "last",
    sortFn: (a, b) => compareValues(a.getValue<CellValue>(column.id), b.getValue<CellValue>(column.id)),
  };
}

export function DataTable<Row extends object>(properties: Properties<Row>) {
  const { name, rows, columns, rowId, state, defaultSort, filterLabel, toolbar, empty, rowLink, rowSeverity } =
    properties;
  const { totals, csv } = properties;
  const sort = useMemo(
    () => sortThatHolds(columns, state.sort, defaultSort ?? null),
    [columns, state.sort, defaultSort],
  );
  const definitions = useMemo(() => columns.map((column) => definition(column)), [columns]);
  const kept = useMemo(
    () => (filterLabel === undefined ? rows : filterRows(rows, columns, state.filter)),
    [rows, columns, state.filter, filterLabel],
  );
  const sorting = useMemo(() => (sort === null ? [] : [sort]), [sort]);
  const table = useTable({
    features,
    columns: definitions,
    data: kept,
    state: { sorting },
    getRowId: (row) => rowId(row),
  });
  const sorted = table.getRowModel().rows;
  const summed = useMemo(() => totals?.(kept) ?? {}, [totals, kept]);
  return (
    <div className="data-table">
      {(filterLabel !== undefined || toolbar !== undefined) && (
        <div className="data-table-toolbar">
          {filterLabel !== undefined && <FilterBox label={filterLabel} text={state.filter} onText={state.setFilter} />}
          <span className="data-table-count" role="status">
            {kept.length === rows.length
              ? plural(rows.length, "row")
              : `${kept.length} of ${plural(rows.length, "row")}`}
          </span>
          {toolbar}
          {csv !== undefined && (
            <button
              type="button"
              className="text-button"
              onClick={() => {
                const shown = sorted.map(({ original }) => original);
                void import("./table-csv.ts").then(({ saveCsv, tableCsv }) => saveCsv(csv, tableCsv(columns, shown)));
              }}
            >
              CSV
            </button>
          )}
        </div>
      )}
      <TableRows
        name={name}
        columns={columns}
        rows={sorted}
        sort={sort}
        onSort={(column) => state.setSort(nextSort(column, sort))}
        {...(totals === undefined ? {} : { totals: summed })}
        {...(rowLink === undefined ? {} : { rowLink })}
        {...(rowSeverity === undefined ? {} : { rowSeverity })}
      />
      {rows.length === 0 && <p className="data-table-empty">{empty}</p>}
      {rows.length > 0 && kept.length === 0 && (
        <p className="data-table-empty">
          Nothing matches “{state.filter}”.{" "}
          <button type="button" className="text-button" onClick={() => state.setFilter("")}>
            Clear the filter
          </button>
        </p>
      )}
    </div>
  );
}
