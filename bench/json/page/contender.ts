// What each viewer must be able to do to be measured.

export interface Contender {
  /** What the page that shows it does before there is a text. */
  prepare?(place: HTMLElement): Promise<void>;
  /** Shows a text; what it costs to parse it is part of it. */
  open(place: HTMLElement, text: string): void;
  /** The first rows of the document are there to be painted. */
  hasRows(place: HTMLElement): boolean;
  /** All that was handed over has been read; at once for those that parse first. */
  isWhole(place: HTMLElement): boolean;
  expandAll(place: HTMLElement): void;
  /** Rows of inner levels are there. */
  isExpanded(place: HTMLElement): boolean;
  /** What scrolls, null where there is nothing. */
  scroller(place: HTMLElement): HTMLElement | null;
  /** Searches for a text; null where it cannot. */
  readonly search: ((place: HTMLElement, text: string) => Promise<number>) | null;
}

export type ContenderName =
  | "ours"
  | "vanilla-jsoneditor"
  | "@uiw/react-json-view"
  | "react-json-view-lite"
  | "react-json-tree";
