// Below the tree: the chosen row's path and its whole value, and what of it can be taken.
import { useState } from "react";
import { formatBytes, formatCount } from "../../format.ts";
import type { DocumentStore } from "../viewer/document-store.ts";
import { CopyAction } from "../viewer/CopyAction.tsx";
import { DownloadAction } from "../viewer/DownloadAction.tsx";
import { Toggle } from "../viewer/Toggle.tsx";
import type { Chosen, CopyWhat } from "../worker/protocol.ts";
import type { Meaning } from "./meaning.ts";

interface Properties {
  readonly store: DocumentStore;
  readonly chosen: Chosen;
  readonly meaning: Meaning;
  readonly fileName: string;
}

export function Detail({ store, chosen, meaning, fileName }: Properties) {
  const { facts, jsonPath, jqPath, value } = chosen;
  const { id, label, kind, size } = facts;
  const copy = (what: CopyWhat) => () => store.ask("copy", { id, what });
  const siblings = (open: boolean): void => store.send({ kind: "move", move: { kind: "siblings", open } });
  const container = kind === "object" || kind === "array";
  const note = meaning.metricOf(facts);
  const hint = container ? null : meaning.hint(facts);
  return (
    <section className="json-detail" aria-label="Chosen row">
      <div className="json-detail-bar">
        <code className="json-path" title={jsonPath}>
          {shortened(jsonPath)}
        </code>
        <CopyAction label="Copy path" text={() => Promise.resolve(jsonPath)} />
        <CopyAction label="Copy jq path" text={() => Promise.resolve(jqPath)} />
        {label.kind === "key" && <CopyAction label="Copy key" text={copy("key")} />}
        {!container && <CopyAction label="Copy value" text={copy("value")} />}
        {container && <CopyAction label="Copy JSON" text={copy("pretty")} />}
        {container && <CopyAction label="Copy compact" text={copy("compact")} />}
        {container && (
          <DownloadAction
            label="Download branch"
            fileName={branchName(fileName, jsonPath)}
            file={() => store.ask("file", { id, what: "pretty" })}
          />
        )}
        {facts.level > 1 && (
          <div role="group" aria-label="Siblings" className="json-group">
            <Toggle onPress={() => siblings(true)} label="Open siblings" title="Opens this row and all beside it (*)" />
            <Toggle
              onPress={() => siblings(false)}
              label="Close siblings"
              title="Closes this row and all beside it (/)"
            />
          </div>
        )}
        <span className="json-size">{formatBytes(size)}</span>
      </div>
      {note !== null && facts.metric !== null && (
        <p className="json-meaning">
          <code>{facts.metric}</code>: {note.meaning} ({note.kind}, {note.unit})
        </p>
      )}
      {hint !== null && note === null && <p className="json-meaning">{hint}</p>}
      {value !== null && (
        <LongText key={`${id} ${value.length}`} store={store} id={id} text={value.text} length={value.length} />
      )}
    </section>
  );
}

/** Characters of a path that are shown; all of it is copied. */
const PATH_SHOWN = 300;

function shortened(path: string): string {
  return path.length <= PATH_SHOWN ? path : `${path.slice(0, PATH_SHOWN / 2)} … ${path.slice(-PATH_SHOWN / 2)}`;
}

function branchName(fileName: string, path: string): string {
  const branch = path
    .replaceAll(/[^A-Za-z0-9_.-]+/g, "-")
    .replaceAll(/^[-.]+|[-.]+$/g, "")
    .slice(0, 60);
  return branch === "" ? fileName : fileName.replace(/(?:\.json)?$/, `-${branch}.json`);
}

const MORE = 20_000;

/** A string as it is meant, its line ends as such; as much of it as one asks for. */
function LongText({
  store,
  id,
  text,
  length,
}: {
  readonly store: DocumentStore;
  readonly id: string;
  readonly text: string;
  readonly length: number;
}) {
  const [more, setMore] = useState("");
  const shown = text.length + more.length;
  return (
    <>
      {/* What may scroll must be reachable by keyboard. */}
      <pre className="json-detail-value" role="region" aria-label="Value" {...{ tabIndex: 0 }}>
        {text}
        {more}
        {shown < length && "…"}
      </pre>
      {shown < length && (
        <button
          type="button"
          className="text-button"
          onClick={() => {
            void store.ask("value", { id, from: shown, most: MORE }).then((next) => setMore(more + next.text));
          }}
        >
          Show more ({formatCount(length - shown)} characters left)
        </button>
      )}
    </>
  );
}
