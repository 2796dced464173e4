// What the JSON viewer is given: the document, what may be shown of it, and what its caller knows of values, links and metrics.
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
