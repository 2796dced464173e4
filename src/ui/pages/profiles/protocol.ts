// What the page asks the worker that has the profiles, and what it answers.
import type { PprofFacts } from "#pegasus/pprof/pprof-write.ts";
import type { Measure, ProfileKind } from "#pegasus/pprof/stack-profile.ts";
import type { Rects } from "./layout.ts";
import type { Match } from "./sums.ts";
import type { Shape } from "./tree.ts";
import type { Scale } from "./weights.ts";

/** A file as it was taken or dropped, and the names that a server gave to the offsets of its binary. */
export interface ProfileSource {
  /** One profile has one id: what the worker has read of it, it need not read again. */
  readonly id: string;
  /** Whose bytes are read by the worker alone. */
  readonly file: Blob;
  readonly names: ReadonlyMap<bigint, string>;
}

/** What a file holds, for the list of profiles and for asking a server about names. */
export interface Inspected {
  readonly kind: ProfileKind;
  readonly stacks: number;
  /** By the measure that one looks at first. */
  readonly measure: Measure;
  readonly total: number;
  /** Offsets into the server's binary that it is to be asked about. */
  readonly offsets: readonly bigint[];
  /** Tells builds of one commit apart: where the parts of the binary lie in its file. */
  readonly image: string;
  readonly damage: string | null;
}

export interface Opened {
  readonly profiles: readonly {
    readonly kind: ProfileKind;
    readonly stacks: number;
    readonly damage: string | null;
    /** From one sample to the next; null: all are counted. */
    readonly period: (Measure & { readonly every: number }) | null;
    /** How many addresses of the binary have no name. */
    readonly unnamed: number;
    readonly addresses: number;
  }[];
  /** That all of them have. */
  readonly measures: readonly Measure[];
  readonly standard: string;
  readonly threads: boolean;
  readonly functions: number;
}

/** What is counted; `measure` is a type of `Opened.measures`. */
export interface Counted {
  /** Which profiles: the keys they were opened under. */
  readonly key: string;
  readonly measure: string;
  readonly scale: Scale;
}

export interface FrameFacts {
  readonly node: number;
  /** -1: the root. */
  readonly function: number;
  readonly name: string;
  /** By profile. */
  readonly self: readonly number[];
  readonly total: readonly number[];
}

export interface Flame {
  readonly rects: Rects;
  /** From the root to what is zoomed in on. */
  readonly path: readonly FrameFacts[];
  /** By profile: all of it. */
  readonly all: readonly number[];
  /** What the search has found; null: nothing is searched for. */
  readonly match: Match | null;
}

export interface FunctionRow {
  readonly name: string;
  /** By profile. */
  readonly self: readonly number[];
  readonly total: readonly number[];
}

export interface TopList {
  readonly rows: readonly FunctionRow[];
  /** How many there are, shown or not. */
  readonly functions: number;
  readonly all: readonly number[];
}

export interface CallRow {
  /** Null: nobody calls it, it begins the stack. */
  readonly name: string | null;
  readonly total: readonly number[];
}

export interface CallList {
  readonly self: readonly number[];
  readonly total: readonly number[];
  readonly all: readonly number[];
  readonly callers: readonly CallRow[];
  readonly callees: readonly CallRow[];
}

export interface Questions {
  inspect: { readonly ask: Pick<ProfileSource, "id" | "file">; readonly answer: Inspected };
  open: { readonly ask: { readonly key: string; readonly sources: readonly ProfileSource[] }; readonly answer: Opened };
  flame: {
    readonly ask: Counted & {
      readonly shape: Shape;
      /** Numbers of functions from the root to what takes the whole width. */
      readonly zoom: readonly number[];
      readonly find: string;
      /** px. */
      readonly width: number;
    };
    readonly answer: Flame;
  };
  frame: {
    readonly ask: Counted & { readonly shape: Shape; readonly node: number };
    readonly answer: FrameFacts;
  };
  top: { readonly ask: Counted & { readonly find: string }; readonly answer: TopList };
  /** `list` is null where there is no function of that name. */
  calls: {
    readonly ask: Counted & { readonly name: string };
    readonly answer: { readonly list: CallList | null };
  };
  /** The file that `go tool pprof` and speedscope open. */
  pprof: { readonly ask: ProfileSource & { readonly facts: PprofFacts }; readonly answer: Uint8Array<ArrayBuffer> };
}

export type Question = keyof Questions;

export interface ToWorker<Name extends Question = Question> {
  readonly id: number;
  readonly name: Name;
  readonly ask: Questions[Name]["ask"];
}

export type FromWorker =
  | { readonly id: number; readonly ok: true; readonly answer: Questions[Question]["answer"] }
  | { readonly id: number; readonly ok: false; readonly message: string };
