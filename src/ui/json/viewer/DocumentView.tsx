// The document in the view that was chosen, or what there is of it.
import { lazy, Suspense } from "react";
import { formatBytes } from "../../format.ts";
import { Loading } from "../../parts/Loading.tsx";
import type { JsonDocument } from "../viewer-properties.ts";
import { Detail } from "../tree/Detail.tsx";
import type { Meaning } from "../tree/meaning.ts";
import { TreeView } from "../tree/TreeView.tsx";
import type { ViewState } from "../view-state.ts";
import type { DocumentState } from "../worker/protocol.ts";
import type { DocumentStore, Snapshot } from "./document-store.ts";
import { shownView } from "./shown-view.ts";

interface Properties {
  readonly store: DocumentStore;
  readonly snapshot: Snapshot;
  readonly state: ViewState;
  readonly onState: (changed: Partial<ViewState>) => void;
  readonly label: string;
  readonly contentType: string;
  readonly fileName: string;
  readonly meaning: Meaning;
  readonly against: JsonDocument | null;
  /** Somebody wants to search. */
  readonly onFind: () => void;
}

const Problem = lazy(async () => ({ default: (await import("./Problem.tsx")).Problem }));
const TextView = lazy(async () => ({ default: (await import("../text/TextView.tsx")).TextView }));
const TableView = lazy(async () => ({ default: (await import("../table/TableView.tsx")).TableView }));
const CompareView = lazy(async () => ({ default: (await import("../compare/CompareView.tsx")).CompareView }));
const SizesView = lazy(async () => ({ default: (await import("../sizes/SizesView.tsx")).SizesView }));

/** px, kept while there is nothing to be seen yet. */
const HEIGHT = 320;

export function DocumentView(props: Properties) {
  const { snapshot, state, onState, against, contentType } = props;
  const document = snapshot.state;
  if (document === null || (document.rowCount === 0 && document.phase === "reading")) {
    return <Loading height={HEIGHT} label="Reading…" />;
  }
  const { kind, problem } = document;
  // Text is only text, unless the server says that it is JSON.
  const meant = kind === "json" || kind === "broken" || (kind === "text" && contentType.includes("json"));
  return (
    <>
      {meant && problem !== null && (
        <Suspense>
          <Problem problem={problem} fatal={kind !== "json"} onText={() => onState({ view: "text" })} />
        </Suspense>
      )}
      <Suspense fallback={<Loading height={HEIGHT} />}>
        <OneView {...props} document={document} view={shownView(state.view, document, against !== null)} />
      </Suspense>
    </>
  );
}

function OneView({
  store,
  snapshot,
  state,
  label,
  fileName,
  meaning,
  document,
  view,
  onState,
  against,
  onFind,
}: Properties & { readonly document: DocumentState; readonly view: ViewState["view"] }) {
  const { kind, bytes, problem, chosen, phase } = document;
  if (kind === "empty") return <p className="json-empty">The answer is empty.</p>;
  if (kind === "binary")
    return <p className="json-empty">{formatBytes(bytes)} that are no text. Download them to look inside.</p>;
  const textKey = `${snapshot.generation} ${phase} ${view}`;
  const mark = problem === null || kind === "text" ? {} : { mark: problem.at };
  switch (view) {
    case "text":
      return <TextView key={textKey} store={store} form="raw" {...mark} />;
    case "pretty":
      return <TextView key={textKey} store={store} form="pretty" />;
    case "table":
      return chosen === null ? null : (
        <TableView
          key={`${snapshot.generation} ${phase} ${chosen.facts.id}`}
          store={store}
          id={chosen.facts.id}
          meaning={meaning}
          fileName={fileName}
          onRow={(id) => {
            store.send({ kind: "choose", id });
            onState({ view: "tree" });
          }}
        />
      );
    case "sizes":
      return chosen === null ? null : (
        <SizesView key={`${snapshot.generation} ${phase}`} store={store} id={chosen.facts.id} />
      );
    case "compare":
      return (
        <CompareView
          key={`${snapshot.generation} ${phase} ${snapshot.comparisons}`}
          store={store}
          state={state}
          onState={onState}
          before={against?.label ?? "before"}
          after={label}
        />
      );
    case "tree":
      return (
        <>
          <TreeView
            store={store}
            snapshot={snapshot}
            state={document}
            name={label}
            meaning={meaning}
            onFind={onFind}
            needle={state.mode === "text" ? state.find.toLowerCase() : ""}
          />
          {chosen !== null && <Detail store={store} chosen={chosen} meaning={meaning} fileName={fileName} />}
          {kind === "broken" && <TextView key={textKey} store={store} form="raw" {...mark} />}
        </>
      );
  }
}
