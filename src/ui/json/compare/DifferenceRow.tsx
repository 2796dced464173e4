import { memo, type CSSProperties, type ReactNode } from "react";
import { formatCount } from "../../format.ts";
import { labelText } from "../tree/label-text.ts";
import type { Layout } from "../view-state.ts";
import type { CompareCell, CompareRow } from "../worker/protocol.ts";

interface Properties {
  readonly id: string;
  readonly row: number;
  readonly facts: CompareRow;
  /** What the root is called. */
  readonly name: string;
  readonly layout: Layout;
  readonly chosen: boolean;
  /** px from the top of the rows. */
  readonly top: number;
}

const SIGNS = { same: "", changed: "~", removed: "−", added: "+" } as const;
const INDENTED = 24;

/** A value of two documents: as it was, as it is. */
export const DifferenceRow = memo(function DifferenceRow({ id, row, facts, name, layout, chosen, top }: Properties) {
  const { level, label, status, open, before, after, counted } = facts;
  const style: CSSProperties & Record<"--level", number> = {
    "--level": Math.min(level, INDENTED) - 1,
    transform: `translateY(${top}px)`,
  };
  const leaf = open === null;
  return (
    <div
      id={id}
      data-row={row}
      role="row"
      className="json-row json-difference"
      style={style}
      data-status={status}
      data-layout={layout}
      aria-level={level}
      aria-rowindex={row + 1}
      aria-selected={chosen}
      {...(open === null ? {} : { "aria-expanded": open })}
    >
      <span className="json-sign" role="gridcell" aria-label={status}>
        {SIGNS[status]}
      </span>
      <span className="json-difference-key" role="rowheader">
        <span className="json-triangle" aria-hidden="true">
          {open === null ? "" : open ? "▾" : "▸"}
        </span>
        <span className="json-key" data-kind={label.kind}>
          {labelText(label, name)}
        </span>
        <span className="json-colon">: </span>
      </span>
      {layout === "side" ? (
        <>
          <Side cell={before} open={open} />
          <Side cell={after} open={open} />
        </>
      ) : (
        <span role="gridcell" className="json-merged">
          {counted && leaf && before !== null && after !== null ? (
            <>
              <del>
                <Cell cell={before} open={open} />
              </del>{" "}
              <ins>
                <Cell cell={after} open={open} />
              </ins>
            </>
          ) : (
            <Cell cell={after ?? before} open={open} />
          )}
        </span>
      )}
    </div>
  );
});

function Side({ cell, open }: { readonly cell: CompareCell | null; readonly open: boolean | null }): ReactNode {
  return (
    <span role="gridcell" className="json-side" title={cell?.text}>
      <Cell cell={cell} open={open} />
    </span>
  );
}

function Cell({ cell, open }: { readonly cell: CompareCell | null; readonly open: boolean | null }): ReactNode {
  if (cell === null) return null;
  const { kind, children, text } = cell;
  if (children === 0) {
    return (
      <span className="json-value" data-kind={kind}>
        {text}
      </span>
    );
  }
  const noun = kind === "object" ? "key" : "item";
  return (
    <>
      <span className="json-count">
        {formatCount(children)} {noun}
        {children === 1 ? "" : "s"}
      </span>
      {open !== true && <span className="json-preview">{text}</span>}
    </>
  );
}
