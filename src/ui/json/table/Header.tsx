import { ROW_NAME, type Column, type Sort } from "./table-words.ts";

interface Properties {
  readonly columns: readonly Column[];
  /** What the column of the rows' own names is called. */
  readonly rowName: string;
  readonly widths: string;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}

/** The columns' names; each sorts by its column: up, down, and as in the document. */
export function Header({ columns, rowName, widths, sort, onSort }: Properties) {
  const all = [
    { name: ROW_NAME, shown: rowName, numeric: false },
    ...columns.map((column) => ({ ...column, shown: column.name })),
  ];
  return (
    <div role="rowgroup" className="json-grid-head">
      <div role="row" className="json-grid-row" aria-rowindex={1} style={{ gridTemplateColumns: widths }}>
        {all.map(({ name, shown, numeric }) => {
          const sorted = sort?.column === name ? sort : null;
          return (
            <div
              key={name}
              role="columnheader"
              data-numeric={numeric || undefined}
              aria-sort={sorted === null ? "none" : sorted.descending ? "descending" : "ascending"}
            >
              <button type="button" title={shown} onClick={() => onSort(next(name, sorted))}>
                {shown}
                {sorted !== null && <span aria-hidden="true">{sorted.descending ? " ▾" : " ▴"}</span>}
              </button>
            </div>
          );
        })}
      </div>
    </div>
  );
}

function next(column: string, sorted: Sort | null): Sort | null {
  if (sorted === null) return { column, descending: false };
  return sorted.descending ? null : { column, descending: true };
}
