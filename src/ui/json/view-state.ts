// What of the viewer can be linked to: which view, how far open, where in it, what is sought. Kept by whoever shows the viewer.

export const VIEWS = ["tree", "table", "text", "pretty", "sizes", "compare"] as const;
export type View = (typeof VIEWS)[number];

export const SEARCH_MODES = ["text", "regex", "path"] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

export const SEARCH_SCOPES = ["all", "keys", "values"] as const;
export type SearchScope = (typeof SEARCH_SCOPES)[number];

export const LAYOUTS = ["side", "merged"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Every field is a plain string, number or boolean, so that each can be one parameter of a URL. */
export interface ViewState {
  /** A view that the document has not (a table of a number, a comparison with nothing) is shown as the tree. */
  readonly view: View;
  /** How many levels are open: 0 is the root alone; `all`; null is as many as fit on a screen or two. */
  readonly level: number | "all" | null;
  /**
   * JSONPath of the chosen row, `$` the root, e.g. `$.general_info['1'].app_name`. The table and the sizes are those of
   * this branch. A path that the document has not is as far as it goes.
   */
  readonly at: string;
  /** What is sought; empty: nothing. In the mode `path` a JSONPath query (RFC 9535). */
  readonly find: string;
  readonly mode: SearchMode;
  /** Whether keys, values or both are searched. */
  readonly scope: SearchScope;
  readonly matchCase: boolean;
  /** Only rows with a match, and those above them. */
  readonly onlyMatches: boolean;
  /** How a comparison is shown. */
  readonly layout: Layout;
  /** Of a comparison only what differs, and what is above it. */
  readonly onlyDifferences: boolean;
}

export const DEFAULT_VIEW: ViewState = {
  view: "tree",
  level: null,
  at: "$",
  find: "",
  mode: "text",
  scope: "all",
  matchCase: false,
  onlyMatches: false,
  layout: "side",
  onlyDifferences: false,
};
