// What the page and the worker say to each other. The worker has the document; the page has what is in view.
import type { Bytes } from "../core/bytes.ts";
import type { Fault } from "../core/tokens.ts";
import type { Status } from "../compare/status.ts";
import type { Column, TableWish } from "../table/table-words.ts";
import type { SizeNode } from "../sizes/size-tree.ts";
import type { SearchMode, SearchScope } from "../view-state.ts";

export type Kind = "object" | "array" | "string" | "number" | "word" | "odd";

/** How a row is called by its parent. `nth` of `of` members with the same key. */
export type Label =
  | { readonly kind: "root" }
  | { readonly kind: "key"; readonly key: string; readonly nth: number; readonly of: number }
  | { readonly kind: "index"; readonly index: number };

/** All that is drawn of a row. */
export interface RowFacts {
  /** Its place among the visible rows, from 0. */
  readonly row: number;
  /** The same as long as the document is. */
  readonly id: string;
  /** From 1, the root. */
  readonly level: number;
  readonly label: Label;
  /** From 1, among its siblings. */
  readonly position: number;
  readonly siblings: number;
  /** `odd` is what JSON does not have, such as NaN. */
  readonly kind: Kind;
  /** Null: there is nothing to open. */
  readonly open: boolean | null;
  readonly children: number;
  /** Bytes of the value and all it holds. */
  readonly size: number;
  /** A leaf as written; of a container, or a string that is open, the first of what it holds. */
  readonly text: string;
  readonly cut: boolean;
  /** What a string can be opened as. */
  readonly inside: "json" | "list" | null;
  /** Keys from the root down, `*` for indexes; empty where it is very deep. */
  readonly path: readonly string[];
  /** The name of the metric that this is, or is a part of. */
  readonly metric: string | null;
  readonly match: boolean;
  /** What stood there before the document was replaced, where that differs; `null`: nothing did. Absent: no difference. */
  readonly before?: string | null;
}

export interface DocumentProblem {
  readonly fault: Fault;
  readonly line: number;
  readonly column: number;
  readonly at: number;
  readonly count: number;
  /** What stands there, as text around it: before and from there on. */
  readonly around: { readonly before: string; readonly from: string };
}

/**
 * `broken` sets out to be JSON, and its structure is lost at some point. `json` may have problems too, such as NaN or bytes that
 * are not UTF-8, which leave its structure clear.
 */
export type ContentKind = "json" | "broken" | "text" | "binary" | "empty";

export interface Chosen {
  readonly facts: RowFacts;
  readonly jsonPath: string;
  readonly jqPath: string;
  /** Of a string what it means, its beginning; null of anything else. */
  readonly value: ValueText | null;
  /** Counts how often it was chosen: the page brings it into view when it was. */
  readonly times: number;
}

export interface SearchState {
  readonly state: "none" | "running" | "done" | "failed";
  /** Rows with a match so far. */
  readonly count: number;
  /** Which of them is the chosen row, from 1; 0: none is. */
  readonly at: number;
  /** Why it failed. */
  readonly message: string;
}

export interface DocumentState {
  readonly phase: "reading" | "ready";
  readonly kind: ContentKind;
  /** Bytes that have come. */
  readonly bytes: number;
  readonly problem: DocumentProblem | null;
  readonly nodes: number;
  /** Levels of containers that can be open. */
  readonly levels: number;
  readonly rowCount: number;
  /** All open above this depth and nothing below; `all`; null where single ones have been opened or closed. */
  readonly level: number | "all" | null;
  readonly chosen: Chosen | null;
  /** The rows above the first row in view that hold it. */
  readonly above: readonly RowFacts[];
  readonly search: SearchState;
  /** How many values differ from those before; null where nothing was before. */
  readonly changes: number | null;
}

export interface SearchQuery {
  readonly text: string;
  readonly mode: SearchMode;
  readonly scope: SearchScope;
  readonly matchCase: boolean;
}

/** Where the content comes from. A text and bytes follow in chunks; a blob the worker reads itself. */
export type Source =
  | { readonly kind: "text"; readonly length: number }
  | { readonly kind: "bytes"; readonly length: number }
  | { readonly kind: "blob"; readonly blob: Blob };

/** Two documents may come at the same time. */
export type Feed = "document" | "against";

export type Move =
  | { readonly kind: "by"; readonly rows: number }
  | { readonly kind: "first" }
  | { readonly kind: "last" }
  | { readonly kind: "into" }
  | { readonly kind: "out" }
  | { readonly kind: "turn" }
  | { readonly kind: "siblings"; readonly open: boolean }
  | { readonly kind: "type"; readonly text: string };

export type Command =
  | { readonly kind: "open"; readonly source: Source; readonly level: number | "all" | null; readonly at: string }
  /** Another document in place of the one there is; what is open, chosen and sought stays. */
  | { readonly kind: "replace"; readonly source: Source; readonly markChanges: boolean }
  /** What the document is compared with from now on. */
  | { readonly kind: "against"; readonly source: Source }
  | { readonly kind: "chunk"; readonly into: Feed; readonly data: string | Bytes; readonly last: boolean }
  /** What is in view from now on. Of its rows the page needs those from `needFrom` to below `needTo`. */
  | {
      readonly kind: "window";
      readonly from: number;
      readonly to: number;
      readonly top: number;
      readonly needFrom: number;
      readonly needTo: number;
    }
  | { readonly kind: "level"; readonly level: number | "all" | null }
  | { readonly kind: "turn"; readonly id: string }
  | { readonly kind: "choose"; readonly id: string }
  | { readonly kind: "goto"; readonly path: string }
  | { readonly kind: "move"; readonly move: Move }
  | { readonly kind: "search"; readonly query: SearchQuery; readonly only: boolean }
  | { readonly kind: "match"; readonly step: 1 | -1 };

/** Questions, what is asked with them, and their answers. */
export interface Questions {
  /** Lines of the text as received, or indented. */
  lines: {
    readonly ask: { readonly style: "raw" | "pretty"; readonly from: number; readonly to: number };
    readonly answer: Lines;
  };
  /** On which line of the raw text a byte is. */
  lineOf: { readonly ask: { readonly at: number }; readonly answer: number };
  /** The value of a row as it is meant: a string without its quotes, with what it has beyond `from`. */
  value: {
    readonly ask: { readonly id: string; readonly from: number; readonly most: number };
    readonly answer: ValueText;
  };
  table: { readonly ask: TableQuestion; readonly answer: TablePart };
  /** Its rows as CSV. */
  tableFile: { readonly ask: TableQuestion; readonly answer: Blob };
  compare: { readonly ask: CompareQuestion; readonly answer: ComparePart };
  /** Opens or closes a row of the comparison. */
  compareTurn: { readonly ask: { readonly node: number; readonly only: boolean }; readonly answer: number };
  /** The row of the next difference, or of the one before; -1 where there is none. */
  compareStep: {
    readonly ask: { readonly row: number; readonly step: 1 | -1; readonly only: boolean };
    readonly answer: number;
  };
  sizes: { readonly ask: { readonly id: string; readonly by: "branch" | "key" }; readonly answer: SizesAnswer };
  copy: { readonly ask: { readonly id: string; readonly what: CopyWhat }; readonly answer: string };
  /** The same as a file, however large; the root's `raw` is the document as received. */
  file: { readonly ask: { readonly id: string; readonly what: CopyWhat | "raw" }; readonly answer: Blob };
}
export type Question = keyof Questions;

export type Answers = {
  readonly [Name in Question]: (ask: Questions[Name]["ask"]) => Promise<Questions[Name]["answer"]>;
};

export interface CompareQuestion {
  readonly only: boolean;
  readonly from: number;
  readonly to: number;
}

/** One side of a row that differs or not. */
export interface CompareCell {
  readonly text: string;
  readonly kind: Kind;
  readonly children: number;
}

export interface CompareRow {
  /** Of the comparison. */
  readonly node: number;
  readonly level: number;
  readonly label: Label;
  readonly status: Status;
  readonly open: boolean | null;
  /** It is one of the differences that are counted. */
  readonly counted: boolean;
  readonly before: CompareCell | null;
  readonly after: CompareCell | null;
}

export interface ComparePart {
  readonly from: number;
  readonly rows: readonly CompareRow[];
  readonly count: number;
  readonly changed: number;
  readonly removed: number;
  readonly added: number;
}

export interface SizesAnswer {
  readonly tree: SizeNode;
  readonly by: "branch" | "key";
  readonly jsonPath: string;
  readonly parentId: string | null;
  /** What stands before a node's number in its id. */
  readonly idOf: string;
}

export interface TableQuestion extends TableWish {
  /** The chosen row, whose branch makes the table. */
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Of a file: the columns that are in it. */
  readonly columns: readonly string[];
}

export interface TableRow {
  readonly id: string;
  /** Its key, or its position. */
  readonly name: string;
  readonly cells: readonly string[];
}

export interface TablePart {
  readonly from: number;
  readonly rows: readonly TableRow[];
  /** Rows that pass the filter. */
  readonly count: number;
  readonly total: number;
  readonly columns: readonly Column[];
  /** How many columns there are that are not shown. */
  readonly columnsLeft: number;
  /** The branch that the table is of. */
  readonly jsonPath: string;
  readonly path: readonly string[];
  readonly isArray: boolean;
}

export type CopyWhat = "key" | "value" | "pretty" | "compact";

export interface ValueText {
  readonly text: string;
  /** Characters of the whole. */
  readonly length: number;
}

export interface Line {
  /** From 1; null where a line goes on that was too long for one. */
  readonly number: number | null;
  readonly text: string;
}

export interface Lines {
  readonly from: number;
  readonly lines: readonly Line[];
  readonly count: number;
}

export type ToWorker =
  | Command
  | {
      [Name in Question]: {
        readonly kind: "ask";
        readonly id: number;
        readonly name: Name;
        readonly ask: Questions[Name]["ask"];
      };
    }[Question];

export type FromWorker =
  /** Ready for the next chunk. */
  | { readonly kind: "more"; readonly into: Feed }
  /** The document cannot be read, for a reason outside of it. */
  | { readonly kind: "lost"; readonly message: string }
  | {
      readonly kind: "view";
      /** Counts the documents. */
      readonly generation: number;
      /** Rows of the same version belong together. */
      readonly version: number;
      readonly state: DocumentState;
      readonly from: number;
      readonly rows: readonly RowFacts[];
    }
  | { readonly kind: "answer"; readonly id: number; readonly answer: Questions[Question]["answer"] }
  | { readonly kind: "failed"; readonly id: number; readonly message: string };
