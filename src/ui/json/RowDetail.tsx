// Below the tree: the current row's path and its whole value, and what of it can be copied.
import { useMemo } from "react";
import { CopyButton } from "../parts/CopyButton.tsx";
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
  const { row, path, value, json } = useMemo(() => {
    const line = lineage(rows, at);
    return { row: line.at(-1), path: pathText(line), value: valueText(text, line), json: jsonText(text, line) };
  }, [text, rows, at]);
  if (row === undefined) return null;
  const leaf = row.node.kind !== "object" && row.node.kind !== "array";
  return (
    <section className="json-detail" aria-label="Chosen row">
      <div className="json-detail-bar">
        <code className="json-path">{path}</code>
        <CopyButton wide text={path} label="Copy path" />
        {row.label.kind !== "root" && <CopyButton wide text={keyText(row.label)} label="Copy key" />}
        {leaf && <CopyButton wide text={value} label="Copy value" />}
        <CopyButton wide text={json} label="Copy JSON" />
      </div>
      {leaf && (
        // What may scroll must be reachable by keyboard.
        <pre className="json-detail-value" role="region" aria-label="Value" {...{ tabIndex: 0 }}>
          {value.length > SHOWN ? `${value.slice(0, SHOWN)}… (${value.length} characters)` : value}
        </pre>
      )}
    </section>
  );
}
