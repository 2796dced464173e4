// The viewer: a bar, and one of its views of the document. The document itself is a worker's.
import { useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { JsonViewerProps } from "../viewer-props.ts";
import { DEFAULT_VIEW, type ViewState } from "../view-state.ts";
import { Meaning } from "../tree/meaning.ts";
import { Bar } from "./Bar.tsx";
import { DocumentStore } from "./document-store.ts";
import { DocumentView } from "./DocumentView.tsx";
import { useDocument } from "./useDocument.ts";
import { useMetricCatalog } from "./useMetricCatalog.ts";
import "../json.css";

function startWorker(): Worker {
  return new Worker(new URL("../worker/worker.ts", import.meta.url), { type: "module" });
}

export function Viewer(props: JsonViewerProps) {
  const { label, fileName = "document.json", fill = false, links, metrics, onState: told } = props;
  const [own, setOwn] = useState(DEFAULT_VIEW);
  const state = props.state ?? own;
  const [store] = useState(() => new DocumentStore(startWorker));
  const snapshot = useSyncExternalStore(store.subscribe, store.current);
  const searchInput = useRef<HTMLInputElement>(null);
  const onState = (changed: Partial<ViewState>): void => {
    setOwn((before) => ({ ...before, ...changed }));
    told?.(changed);
  };
  const { setLevel } = useDocument(store, props, state, onState, snapshot.state);
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
          onLevel={setLevel}
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
