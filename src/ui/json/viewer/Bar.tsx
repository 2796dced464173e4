// Above the document: which view, how far open, how large, and what of it can be taken whole.
import type { RefObject } from "react";
import { formatBytes, formatCount } from "../../format.ts";
import type { View, ViewState } from "../view-state.ts";
import type { DocumentState } from "../worker/protocol.ts";
import { CopyAction } from "./CopyAction.tsx";
import type { DocumentStore } from "./document-store.ts";
import { DownloadAction } from "./DownloadAction.tsx";
import { Levels } from "./Levels.tsx";
import { SearchBar } from "./SearchBar.tsx";
import { Toggle } from "./Toggle.tsx";
import { shownView } from "./shown-view.ts";

interface Properties {
  readonly store: DocumentStore;
  readonly document: DocumentState;
  readonly state: ViewState;
  readonly onState: (changed: Partial<ViewState>) => void;
  readonly onLevel: (level: number | "all") => void;
  readonly compares: boolean;
  readonly fileName: string;
  readonly searchInput: RefObject<HTMLInputElement | null>;
}

const VIEW_NAMES: readonly { readonly view: View; readonly label: string; readonly title: string }[] = [
  { view: "tree", label: "Tree", title: "As a tree" },
  { view: "table", label: "Table", title: "The chosen branch as a table" },
  { view: "text", label: "Text", title: "The text as it was received" },
  { view: "pretty", label: "Indented", title: "The text, indented" },
  { view: "sizes", label: "Sizes", title: "What takes the bytes of the chosen branch" },
  { view: "compare", label: "Compare", title: "What differs from the other document" },
];

export function Bar({ store, document, state, onState, onLevel, compares, fileName, searchInput }: Properties) {
  const isTree = document.kind === "json" || document.kind === "broken";
  const view = shownView(state.view, document, compares);
  return (
    <>
      <div className="json-bar">
        {isTree && (
          <div role="group" aria-label="View" className="json-group">
            {VIEW_NAMES.filter((choice) => choice.view !== "compare" || compares).map((choice) => (
              <Toggle
                key={choice.view}
                pressed={view === choice.view}
                onPress={() => onState({ view: choice.view })}
                label={choice.label}
                title={choice.title}
              />
            ))}
          </div>
        )}
        {view === "tree" && <Levels state={document} onLevel={onLevel} />}
        <span className="json-gap" />
        <Size document={document} />
        {document.kind !== "binary" && document.kind !== "empty" && (
          <CopyAction label="Copy all" text={async () => (await store.ask("file", { id: "0", what: "raw" })).text()} />
        )}
        {document.kind !== "empty" && (
          <DownloadAction
            label="Download"
            fileName={fileName}
            file={() => store.ask("file", { id: "0", what: "raw" })}
          />
        )}
      </div>
      {view === "tree" && isTree && (
        <SearchBar
          input={searchInput}
          state={state}
          onState={onState}
          search={document.search}
          onStep={(step) => store.send({ kind: "match", step })}
        />
      )}
    </>
  );
}

/** That it is JSON, one sees. */
const KINDS = { json: [], broken: ["Not JSON"], text: ["Text"], binary: ["Binary"], empty: ["Empty"] } as const;

function Size({ document: { kind, bytes, nodes, phase, changes } }: { readonly document: DocumentState }) {
  const isTree = kind === "json" || kind === "broken";
  const parts = [
    ...KINDS[kind],
    ...(kind === "empty" ? [] : [formatBytes(bytes)]),
    ...(isTree ? [`${formatCount(nodes)} values`] : []),
    ...(changes === null ? [] : [`${formatCount(changes)} changed`]),
  ];
  return (
    <span className="json-size" role="status" aria-label="Size">
      {parts.join(", ") + (phase === "reading" ? " so far…" : "")}
    </span>
  );
}
