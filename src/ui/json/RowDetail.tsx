// Below the tree: the current row's path and its whole value, and what of it can be copied.
import { CopyAction } from "./CopyAction.tsx";
import { jsonText, keyText, lineage, pathText, valueText } from "./copy.ts";
import type { Row } from "./rows.ts";

interface Properties {
  /** The document's text. */
  readonly text: string;
  readonly rows: readonly Row[];
  readonly at: number;
}

/** Characters of a value; the rest is copied all the same. */
const SHOWN = 2000;

export function RowDetail({ text, rows, at }: Properties) {
  const line = lineage(rows, at);
  const row = line.at(-1);
  if (row === undefined) return null;
  const leaf = row.node.kind !== "object" && row.node.kind !== "array";
  return (
    <section className="json-detail" aria-label="Chosen row">
      <div className="json-detail-bar">
        <code className="json-path">{pathText(line)}</code>
        <CopyAction label="Copy path" text={() => pathText(line)} />
        {row.label.kind !== "root" && <CopyAction label="Copy key" text={() => keyText(row.label)} />}
        {leaf && <CopyAction label="Copy value" text={() => valueText(text, line)} />}
        <CopyAction label="Copy JSON" text={() => jsonText(text, line)} />
      </div>
      {row.node.kind === "string" && <LongText text={row.node.value} />}
    </section>
  );
}

/** A string as it is meant, its line ends as such; numbers and words are whole in their row. */
function LongText({ text }: { readonly text: string }) {
  return (
    // What may scroll must be reachable by keyboard.
    <pre className="json-detail-value" role="region" aria-label="Value" {...{ tabIndex: 0 }}>
      {text.length > SHOWN ? `${text.slice(0, SHOWN)}… (${text.length} characters)` : text}
    </pre>
  );
}
