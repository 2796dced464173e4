// The JSON viewer, as others use it: an answer of any size as a tree, a table, text, sizes by branch or compared with another.
import { createElement, useEffect, useState, type ComponentType } from "react";
import { Loading } from "../parts/Loading.tsx";
import type { JsonViewerProps } from "./viewer-props.ts";

export type { JsonDocument, LinkQuestion, LinkResolver } from "./viewer-props.ts";

/**
 * `content` may be replaced at any time (a refresh): what is open, chosen and sought stays. For an answer to another question give
 * the viewer another React `key`. Roles: `tree` "JSON", `search` "Search JSON", `table` "Table", `region` "Text", `region`
 * "Sizes", `treegrid` "Comparison".
 */
export function JsonViewer(props: JsonViewerProps) {
  const viewer = useViewer();
  return viewer === null ? <Loading height={HEIGHT} label="Reading…" /> : createElement(viewer, props);
}

/** px, kept while the viewer is loaded. */
const HEIGHT = 360;

/** Loaded when it is first needed. Without Suspense, which would hold its content back for 300 ms after the fallback. */
function useViewer(): ComponentType<JsonViewerProps> | null {
  const [viewer, setViewer] = useState<{ readonly component: ComponentType<JsonViewerProps> } | Error | null>(null);
  useEffect(() => {
    import("./viewer/Viewer.tsx").then(
      ({ Viewer }) => setViewer({ component: Viewer }),
      (error: unknown) => setViewer(error instanceof Error ? error : new Error(String(error))),
    );
  }, []);
  // For the boundary of the section, which offers to try again.
  if (viewer instanceof Error) throw viewer;
  return viewer?.component ?? null;
}
