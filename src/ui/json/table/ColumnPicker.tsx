import type { Column } from "./table-words.ts";

interface Properties {
  readonly columns: readonly Column[];
  readonly hidden: ReadonlySet<string>;
  readonly onHidden: (hidden: ReadonlySet<string>) => void;
}

/** Which columns are shown. */
export function ColumnPicker({ columns, hidden, onHidden }: Properties) {
  const shown = columns.length - columns.filter(({ name }) => hidden.has(name)).length;
  return (
    <details className="json-columns">
      <summary>
        Columns ({shown} of {columns.length})
      </summary>
      <fieldset>
        <legend>Columns</legend>
        {columns.map(({ name }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={!hidden.has(name)}
              onChange={(event) => {
                const next = new Set(hidden);
                if (event.currentTarget.checked) next.delete(name);
                else next.add(name);
                onHidden(next);
              }}
            />{" "}
            {name}
          </label>
        ))}
      </fieldset>
    </details>
  );
}
