// Which columns of a table are shown, kept in the URL. Bad names there fall back quietly.
import { parseAsArrayOf, parseAsString, useQueryState } from "nuqs";
import { useMemo, type ReactNode } from "react";
import type { Column } from "./table-column.ts";

/** `away`: ids of those that are not shown unless asked for. Those that name a row always are. */
export function useColumns<Row>(
  columns: readonly Column<Row>[],
  away: readonly string[],
): { readonly shown: readonly Column<Row>[]; readonly chooser: ReactNode } {
  const [chosen, setChosen] = useQueryState("cols", parseAsArrayOf(parseAsString));
  const usual = useMemo(() => columns.filter(({ id }) => !away.includes(id)).map(({ id }) => id), [columns, away]);
  const ids = useMemo(() => {
    const known = (chosen ?? []).filter((id) => columns.some((column) => column.id === id));
    return new Set(known.length === 0 ? usual : known);
  }, [chosen, columns, usual]);
  const shown = useMemo(() => columns.filter(({ id, rowHeader }) => rowHeader === true || ids.has(id)), [columns, ids]);
  const set = (id: string, on: boolean): void => {
    const next = columns.map((column) => column.id).filter((one) => (one === id ? on : ids.has(one)));
    const same = next.length === usual.length && next.every((one, at) => one === usual[at]);
    void setChosen(same || next.length === 0 ? null : next);
  };
  const chooser = (
    <details className="column-chooser">
      <summary>
        Columns ({shown.length} of {columns.length})
      </summary>
      <fieldset>
        <legend className="visually-hidden">Columns</legend>
        {columns.map(({ id, header, rowHeader }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={rowHeader === true || ids.has(id)}
              disabled={rowHeader === true}
              onChange={(event) => set(id, event.currentTarget.checked)}
            />{" "}
            {header}
          </label>
        ))}
        <button type="button" className="text-button" onClick={() => void setChosen(null)}>
          The usual ones
        </button>
      </fieldset>
    </details>
  );
  return { shown, chooser };
}
