// A branch as a table: sorted, filtered, its columns chosen, and taken as CSV. Only the rows in view are drawn.
import { useState, useSyncExternalStore } from "react";
import { formatCount } from "../../format.ts";
import { FilterBox } from "../../parts/FilterBox.tsx";
import { ROW_HEIGHT, useRowScroll } from "../scroll/useRowScroll.ts";
import type { Meaning } from "../tree/meaning.ts";
import type { DocumentStore } from "../viewer/document-store.ts";
import { DownloadAction } from "../viewer/DownloadAction.tsx";
import { WindowStore } from "../viewer/windowed.ts";
import type { TablePart, TableRow } from "../worker/protocol.ts";
import { ColumnPicker } from "./ColumnPicker.tsx";
import { Header } from "./Header.tsx";
import { Cells } from "./Cells.tsx";
import type { Sort, TableWish } from "./table-words.ts";
import "./table.css";

interface Properties {
  readonly store: DocumentStore;
  /** The chosen row, whose branch makes the table. */
  readonly id: string;
  readonly meaning: Meaning;
  readonly fileName: string;
  /** Somebody wants to see a row in the tree. */
  readonly onRow: (id: string) => void;
}

export function TableView({ store, id, meaning, fileName, onRow }: Properties) {
  const [wish, setWish] = useState<TableWish>({ sort: null, filter: "" });
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [table, setTable] = useState(() => new TableStore(store, id, wish));
  const { count, rows, failed } = useSyncExternalStore(table.subscribe, table.current);
  const { attach, onScroll, onWheel, sizer, first, end, place } = useRowScroll(count, (from, to) =>
    table.look(from, to),
  );
  const { part } = table;

  function ask(next: TableWish): void {
    setWish(next);
    setTable(new TableStore(store, id, next, part));
  }

  if (failed !== null) return <p role="alert">{failed}</p>;
  if (part === null) return <p role="status">Reading the table…</p>;
  const shown = part.columns
    .map((column, place_) => ({ ...column, place: place_ }))
    .filter(({ name }) => !hidden.has(name));
  const names = shown.map(({ name }) => name);
  const widths = `${part.isArray ? 9 : 24}ch ${shown.map(({ width }) => `${width + 2}ch`).join(" ")}`;
  const drawn: { readonly row: number; readonly facts: TableRow }[] = [];
  for (let row = first; row < end; row++) {
    const facts = rows.get(row);
    if (facts !== undefined) drawn.push({ row, facts });
  }
  return (
    <>
      <div className="json-bar">
        <FilterBox label="Filter rows" text={wish.filter} onText={(filter) => ask({ ...wish, filter })} />
        <ColumnPicker columns={part.columns} hidden={hidden} onHidden={setHidden} />
        <DownloadAction
          label="Download CSV"
          fileName={fileName.replace(/(?:\.json)?$/, ".csv")}
          file={() => store.ask("tableFile", { ...wish, id, from: 0, to: 0, columns: names })}
        />
        <code className="json-path">{part.jsonPath}</code>
        <span className="json-size" role="status">
          {count === part.total ? formatCount(count) : `${formatCount(count)} of ${formatCount(part.total)}`} rows
          {part.columnsLeft > 0 && ", more columns in the tree"}
        </span>
      </div>
      {/* What scrolls must be reachable by keyboard. */}
      <div
        ref={attach}
        className="json-grid"
        role="table"
        aria-label="Table"
        aria-rowcount={count + 1}
        onScroll={onScroll}
        onWheel={onWheel}
        {...{ tabIndex: 0 }}
      >
        <Header
          columns={shown}
          rowName={part.isArray ? "#" : "key"}
          widths={widths}
          sort={wish.sort}
          onSort={(sort: Sort | null) => ask({ ...wish, sort })}
        />
        <div className="json-rows" role="rowgroup" style={sizer}>
          {drawn.map(({ row, facts }) => (
            <Cells
              key={row}
              row={row}
              facts={facts}
              columns={shown}
              path={part.path}
              widths={widths}
              top={place(row)}
              height={ROW_HEIGHT}
              meaning={meaning}
              onRow={onRow}
            />
          ))}
        </div>
      </div>
    </>
  );
}

/** The rows of one wish, and what the worker said of the table as a whole. */
class TableStore extends WindowStore<TableRow> {
  part: TablePart | null;

  /** @param before what is shown until the first answer */
  constructor(store: DocumentStore, id: string, wish: TableWish, before: TablePart | null = null) {
    super(async (from, to) => {
      const part = await store.ask("table", { ...wish, id, from, to, columns: [] });
      this.part = part;
      return part;
    });
    this.part = before;
  }
}
