// The viewer: a bar, and one of its views of the document. The document itself is a worker's.
import { useMemo, useRef, useSyncExternalStore } from "react";
import { Meaning } from "../tree/meaning.ts";
import type { ViewState } from "../view-state.ts";
import type { JsonViewerProps } from "../viewer-properties.ts";
import { Bar } from "./Bar.tsx";
import type { DocumentStore } from "./document-store.ts";
import { DocumentView } from "./DocumentView.tsx";
import { useMetricCatalog } from "./useMetricCatalog.ts";
import "../json.css";

export interface ViewerProps extends Omit<JsonViewerProps, "state" | "onState"> {
  readonly store: DocumentStore;
  readonly state: ViewState;
  readonly onState: (changed: Partial<ViewState>) => void;
  readonly onLevel: (level: number | "all") => void;
}

export function Viewer(props: ViewerProps) {
  const { store, state, onState, onLevel, label, fileName = "document.json", fill = false, links, metrics } = props;
  const snapshot = useSyncExternalStore(store.subscribe, store.current);
  const searchInput = useRef<HTMLInputElement>(null);
  const catalog = useMetricCatalog(metrics, snapshot.rows);
  const meaning = useMemo(() => new Meaning(links, catalog), [links, catalog]);

  if (snapshot.lost !== null) {
    return <p role="alert">The document cannot be shown: {snapshot.lost}</p>;
  }
  return (
    <div className="json" data-fill={fill || undefined}>
      {snapshot.state !== null && (
        <Bar
          store={store}
          document={snapshot.state}
          state={state}
          onState={onState}
          onLevel={onLevel}
          compares={props.against != null}
          fileName={fileName}
          searchInput={searchInput}
        />
      )}
      <DocumentView
        store={store}
        snapshot={snapshot}
        state={state}
        onState={onState}
        label={label}
        contentType={props.contentType ?? ""}
        fileName={fileName}
        meaning={meaning}
        against={props.against ?? null}
        onFind={() => searchInput.current?.select()}
      />
    </div>
  );
}
