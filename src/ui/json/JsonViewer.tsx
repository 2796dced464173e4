// The JSON viewer, as others use it: an answer of any size as a tree, a table, text, sizes by branch or compared with another.
import { createElement, useLayoutEffect, useState, type ComponentType } from "react";
import { Loading } from "../parts/Loading.tsx";
import { DEFAULT_VIEW, type ViewState } from "./view-state.ts";
import type { JsonViewerProps } from "./viewer-properties.ts";
import { DocumentStore } from "./viewer/document-store.ts";
import { useDocument } from "./viewer/useDocument.ts";
import type { ViewerProps } from "./viewer/Viewer.tsx";

/**
 * `content` may be replaced at any time (a refresh): what is open, chosen and sought stays. For an answer to another question give
 * the viewer another React `key`. Roles: `tree` "JSON", `search` "Search JSON", `table` "Table", `region` "Text", `region`
 * "Sizes", `treegrid` "Comparison".
 */
export function JsonViewer(props: JsonViewerProps) {
  const [own, setOwn] = useState(DEFAULT_VIEW);
  const state = props.state ?? own;
  // The document is on its way to its worker while the code that draws it is still loaded.
  const [store] = useState(() => new DocumentStore(startWorker));
  const onState = (changed: Partial<ViewState>): void => {
    setOwn((before) => ({ ...before, ...changed }));
    props.onState?.(changed);
  };
  const { setLevel } = useDocument(store, props, state, onState);
  const viewer = useViewer();
  if (viewer === null) return <Loading height={HEIGHT} label="Reading…" />;
  return createElement(viewer, { ...props, store, state, onState, onLevel: setLevel });
}

/** px, kept while the viewer is loaded. */
const HEIGHT = 360;

function startWorker(): Worker {
  return new Worker(new URL("./worker/worker.ts", import.meta.url), { type: "module" });
}

/** Loaded when it is first needed. Without Suspense, which would hold its content back for 300 ms after the fallback. */
function useViewer(): ComponentType<ViewerProps> | null {
  const [viewer, setViewer] = useState<{ readonly component: ComponentType<ViewerProps> } | Error | null>(null);
  useLayoutEffect(() => {
    import("./viewer/Viewer.tsx").then(
      ({ Viewer }) => setViewer({ component: Viewer }),
      (error: unknown) => setViewer(error instanceof Error ? error : new Error(String(error))),
    );
  }, []);
  // For the boundary of the section, which offers to try again.
  if (viewer instanceof Error) throw viewer;
  return viewer?.component ?? null;
}
