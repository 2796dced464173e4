import type { CSSProperties } from "react";
import { keyText } from "./copy.ts";
import type { Container } from "./document.ts";
import { leafText, previewText, sizeText } from "./preview.ts";
import type { Row as RowFacts } from "./rows.ts";

interface Properties {
  readonly id: string;
  readonly index: number;
  readonly row: RowFacts;
  /** What the root is called. */
  readonly name: string;
  readonly inside: Container | null;
  readonly current: boolean;
  /** px from the top of the tree. */
  readonly top: number;
}

/** Deeper rows are indented no further: what they say matters more. */
const INDENTED = 24;

/** One row of the tree, drawn. What is done to it is the tree's affair: see `rowAt`. */
export function Row({ id, index, row, name, inside, current, top }: Properties) {
  const style: CSSProperties & Record<"--level", number> = {
    "--level": Math.min(row.level, INDENTED) - 1,
    transform: `translateY(${top}px)`,
  };
  return (
    <div
      id={id}
      data-index={index}
      role="treeitem"
      className="json-row"
      style={style}
      aria-level={row.level}
      aria-posinset={row.position}
      aria-setsize={row.siblings}
      aria-selected={current}
      {...(inside === null ? {} : { "aria-expanded": row.open })}
    >
      <span className="json-triangle" aria-hidden="true" data-triangle={inside !== null}>
        {inside === null ? "" : row.open ? "▾" : "▸"}
      </span>
      <Label row={row} name={name} />
      <Value row={row} inside={inside} />
    </div>
  );
}

/** The row that a mouse event is in, and whether on its triangle. */
export function rowAt(target: EventTarget): { readonly index: number; readonly onTriangle: boolean } | null {
  const row = target instanceof Element ? target.closest<HTMLElement>(".json-row") : null;
  if (row === null) return null;
  const onTriangle = target instanceof HTMLElement && target.dataset["triangle"] === "true";
  return { index: Number(row.dataset["index"]), onTriangle };
}

function Label({ row, name }: { readonly row: RowFacts; readonly name: string }) {
  const { label } = row;
  const text = label.kind === "root" ? name : keyText(label);
  return (
    <>
      <span className="json-key" data-kind={label.kind}>
        {text === "" ? '""' : text}
      </span>
      {label.kind === "key" && label.nth > 1 && <span className="json-note">the same key, no. {label.nth}</span>}
      <span className="json-colon">: </span>
    </>
  );
}

function Value({ row, inside }: { readonly row: RowFacts; readonly inside: Container | null }) {
  const { node } = row;
  if (node.kind === "object" || node.kind === "array") {
    if (inside === null) return <span className="json-empty-value">{node.kind === "object" ? "{}" : "[]"}</span>;
    return <Inside inside={inside} open={row.open} />;
  }
  return (
    <>
      {inside !== null && <span className="json-note">JSON in a string</span>}
      {inside !== null && row.open ? (
        <Inside inside={inside} open />
      ) : (
        <span className="json-value" data-kind={node.kind}>
          {leafText(node)}
        </span>
      )}
    </>
  );
}

function Inside({ inside, open }: { readonly inside: Container; readonly open: boolean }) {
  return (
    <>
      <span className="json-count">{sizeText(inside)}</span>
      {!open && <span className="json-preview">{previewText(inside)}</span>}
    </>
  );
}
