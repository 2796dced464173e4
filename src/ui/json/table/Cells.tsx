import { memo } from "react";
import { Link } from "react-router";
import type { Meaning } from "../tree/meaning.ts";
import type { TableRow } from "../worker/protocol.ts";
import type { Column } from "./table-words.ts";

interface Properties {
  readonly row: number;
  readonly facts: TableRow;
  readonly columns: readonly (Column & { readonly place: number })[];
  /** Of the branch that the table is of. */
  readonly path: readonly string[];
  readonly widths: string;
  /** px from the top of the rows. */
  readonly top: number;
  readonly height: number;
  readonly meaning: Meaning;
  readonly onRow: (id: string) => void;
}

export const Cells = memo(function Cells(properties: Properties) {
  const { row, facts, columns, path, widths, top, height, meaning, onRow } = properties;
  return (
    <div
      role="row"
      className="json-grid-row json-grid-cells"
      aria-rowindex={row + 2}
      style={{ gridTemplateColumns: widths, transform: `translateY(${top}px)`, height }}
    >
      <div role="rowheader">
        <button type="button" title="Show in the tree" onClick={() => onRow(facts.id)}>
          {facts.name}
        </button>
      </div>
      {columns.map(({ name, numeric, place }) => {
        const text = facts.cells[place] ?? "";
        const key = name.slice(name.lastIndexOf(".") + 1);
        const href = text === "" ? null : meaning.link(text, key, [...path, facts.name, ...name.split(".")]);
        return (
          <div key={name} role="cell" data-numeric={numeric || undefined} title={meaning.human(key, text) ?? text}>
            {href === null ? text : <Link to={href}>{text}</Link>}
          </div>
        );
      })}
    </div>
  );
});
