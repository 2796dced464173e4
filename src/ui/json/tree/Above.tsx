// What holds the first row in view: always seen, however far one has scrolled into it.
import { Fragment } from "react";
import type { RowFacts } from "../worker/protocol.ts";
import { labelText } from "./label-text.ts";

interface Properties {
  readonly rows: readonly RowFacts[];
  readonly name: string;
  readonly onChoose: (id: string) => void;
}

export function Above({ rows, name, onChoose }: Properties) {
  return (
    <nav className="json-above" aria-label="Above the rows in view">
      {rows.map((row, place) => {
        const before = rows[place - 1];
        const skipped = before !== undefined && row.level > before.level + 1;
        return (
          <Fragment key={row.id}>
            {place > 0 && <span aria-hidden="true">{skipped ? " › … › " : " › "}</span>}
            <button type="button" className="json-crumb" onClick={() => onChoose(row.id)}>
              {labelText(row.label, name)}
            </button>
          </Fragment>
        );
      })}
    </nav>
  );
}
