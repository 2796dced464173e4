// One row of the tree, drawn. What is done to it is the tree's affair: see `rowAt`.
import { memo, type CSSProperties } from "react";
import { Link } from "react-router";
import { formatBytes, formatCount } from "../../format.ts";
import type { Label, RowFacts } from "../worker/protocol.ts";
import { labelText } from "./label-text.ts";
import type { Meaning } from "./meaning.ts";
import { Marked, Value } from "./Value.tsx";

interface Properties {
  readonly id: string;
  readonly facts: RowFacts;
  /** What the root is called. */
  readonly name: string;
  readonly chosen: boolean;
  /** Drawn for assistive technology alone. */
  readonly away?: boolean;
  /** px from the top of the tree. */
  readonly top: number;
  readonly meaning: Meaning;
  /** Lower case; what was found of it is marked. */
  readonly needle: string;
}

/** Deeper rows are indented no further: what they say matters more. */
const INDENTED = 24;

export const Row = memo(function Row({ id, facts, name, chosen, away = false, top, meaning, needle }: Properties) {
  const { level, open, kind } = facts;
  const style: CSSProperties & Record<"--level", number> = {
    "--level": Math.min(level, INDENTED) - 1,
    transform: `translateY(${top}px)`,
  };
  const container = kind === "object" || kind === "array";
  return (
    <div
      id={id}
      data-id={facts.id}
      role="treeitem"
      className="json-row"
      style={style}
      aria-level={level}
      aria-posinset={facts.position}
      aria-setsize={facts.siblings}
      aria-selected={chosen}
      data-away={away || undefined}
      data-match={facts.match || undefined}
      data-changed={facts.before !== undefined || undefined}
      {...(open === null ? {} : { "aria-expanded": open })}
    >
      <span className="json-triangle" aria-hidden="true" data-triangle={open !== null}>
        {open === null ? "" : open ? "▾" : "▸"}
      </span>
      <Key
        label={facts.label}
        name={name}
        needle={needle}
        href={meaning.keyLink(facts)}
        title={meaning.keyTitle(facts)}
      />
      {facts.inside !== null && (
        <span className="json-note">{facts.inside === "json" ? "JSON in a string" : "list in a string"}</span>
      )}
      {container || open === true ? (
        <Inside facts={facts} hint={meaning.hint(facts)} />
      ) : (
        <Value facts={facts} meaning={meaning} needle={needle} />
      )}
      {facts.before !== undefined && (
        <span className="json-note">{facts.before === null ? "new" : `was ${facts.before}`}</span>
      )}
    </div>
  );
});

/** The row that a mouse event is in, and whether on its triangle. */
export function rowAt(target: EventTarget): { readonly id: string; readonly onTriangle: boolean } | null {
  const row = target instanceof Element ? target.closest<HTMLElement>(".json-row") : null;
  const id = row?.dataset["id"];
  if (id === undefined) return null;
  const onTriangle = target instanceof HTMLElement && target.dataset["triangle"] === "true";
  return { id, onTriangle };
}

function Key({
  label,
  name,
  needle,
  href,
  title,
}: {
  readonly label: Label;
  readonly name: string;
  /** Lower case. */
  readonly needle: string;
  readonly href: string | null;
  readonly title: string | undefined;
}) {
  const text = labelText(label, name);
  const shown = needle === "" || label.kind !== "key" ? text : <Marked text={text} needle={needle} />;
  return (
    <>
      <span className="json-key" data-kind={label.kind} title={title}>
        {href === null ? shown : <Link to={href}>{shown}</Link>}
      </span>
      {label.kind === "key" && label.of > 1 && (
        <span className="json-note json-twice">
          the same key, {label.nth} of {label.of}
        </span>
      )}
      <span className="json-colon">: </span>
    </>
  );
}

function Inside({ facts, hint }: { readonly facts: RowFacts; readonly hint: string | null }) {
  const { kind, children, size, open, text } = facts;
  if (children === 0) return <span className="json-empty-value">{kind === "object" ? "{}" : "[]"}</span>;
  const noun = kind === "object" ? "key" : "item";
  return (
    <>
      <span className="json-count">
        {formatCount(children)} {noun}
        {children === 1 ? "" : "s"}, {formatBytes(size)}
      </span>
      {open !== true && <span className="json-preview">{text}</span>}
      {hint !== null && <span className="json-hint">{hint}</span>}
    </>
  );
}
