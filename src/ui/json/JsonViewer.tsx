// The JSON viewer, as others use it: an answer of any size as a tree, a table, text, sizes by branch or compared with another.
import { createElement, useEffect, useState, type ComponentType } from "react";
import { Loading } from "../parts/Loading.tsx";
import type { ViewState } from "./view-state.ts";

/**
 * A document as it was received. Bytes and blobs are the better ones: invalid UTF-8 stays visible, and the page need not hold
 * the text. Nothing of it is altered or taken over; bytes must not change while they are shown.
 */
export type JsonContent = string | Uint8Array<ArrayBuffer> | Blob;

/** A value that a row, a cell or a list item shows, as a link resolver is asked about it. */
export interface LinkQuestion {
  /** The value: a string without its quotes, a number as written. */
  readonly value: string;
  /** Its key, or that of the list it stands in; `""` at the root and in arrays of arrays. */
  readonly key: string;
  /** The keys from the root down, indexes as `*`: `["entities", "*", "attributes", "table_id"]`. */
  readonly path: readonly string[];
  /** It is the key that is asked about (`"general_info":{"4":…}`), not the value. */
  readonly isKey: boolean;
}

/** Where a value leads (a path of this page, from `paths.ts`), or null. Asked for what is in view only; must be quick and pure. */
export type LinkResolver = (question: LinkQuestion) => string | null;

/** What is known of a metric, beside what the document says. */
export interface MetricNote {
  /** As Pegasus says it: `NanoSeconds`, `Requests`, `MegaBytes`. */
  readonly unit: string;
  readonly kind: string;
  readonly meaning: string;
}

/** Null: no such metric. */
export type MetricResolver = (name: string) => MetricNote | null;

export interface JsonDocument {
  readonly content: JsonContent;
  /** What its root is called, e.g. the path that was asked or the server that answered. */
  readonly label: string;
}

export interface JsonViewerProps extends JsonDocument {
  /** As the server said; a body that is no JSON is shown as text or, where it is binary, offered as a download. */
  readonly contentType?: string;
  /** Name of what is downloaded, e.g. `meta-apps.json`. */
  readonly fileName?: string;
  /**
   * What is shown. Given together with `onState`, the caller keeps it (in the URL); without both, the viewer does. `onState`
   * gets only what has changed.
   */
  readonly state?: ViewState;
  readonly onState?: (changed: Partial<ViewState>) => void;
  /** A second document: the view `compare` then shows what differs between this one (old, left) and `content` (new, right). */
  readonly against?: JsonDocument | null;
  /** When `content` is replaced, values that differ from what was shown before are marked, with the old value beside them. */
  readonly markChanges?: boolean;
  readonly links?: LinkResolver;
  /** By default the catalogue of Pegasus's metrics, loaded when a document has metrics. */
  readonly metrics?: MetricResolver;
  /** As high as its container, which must have a height; otherwise as high as its rows, at most about a screen. */
  readonly fill?: boolean;
}

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
