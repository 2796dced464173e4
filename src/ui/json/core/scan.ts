// Reads a JSON text once, as it comes, into a flat index. Nothing is allocated by value, nothing recurses, and it stops and
// goes on where the bytes end.
import { COLON, COMMA, isBlank, isDigit, OPEN_ARRAY, OPEN_OBJECT, QUOTE, skipBlank, type Bytes } from "./bytes.ts";
import { IndexBuilder, MAX_DEPTH } from "./index-builder.ts";
import type { FlatIndex } from "./flat-index.ts";
import { endsValue, literalEnd, numberEnd, stringEnd, wordEnd, type Fault } from "./tokens.ts";

/** Something that JSON does not allow. */
export interface Problem {
  readonly fault: Fault;
  /** Byte. */
  readonly at: number;
}

/** Where the scanner is between two tokens: before a node, before a node or the end of an empty container, or after a value. */
type State = "node" | "first" | "after" | "done" | "failed";

export class Scanner {
  private readonly built: IndexBuilder;
  private at = 0;
  private state: State = "first";
  /** No use in trying again before so many bytes are there: a long string that did not end. */
  private waitFor = 0;
  private pending: Problem | null = null;
  private pendingCount = 0;
  private firstProblem: Problem | null = null;
  private count = 0;

  constructor(expectedBytes: number) {
    this.built = new IndexBuilder(expectedBytes);
  }

  /** The first problem, and how many there are; a structure that cannot be made out ends the reading. */
  get problem(): Problem | null {
    return this.firstProblem;
  }
  get problemCount(): number {
    return this.count;
  }
  /** The text could not be read to its end. */
  get failed(): boolean {
    return this.state === "failed";
  }
  /** How far it has been understood, bytes. */
  get position(): number {
    return this.at;
  }

  /** Gives back memory when nothing more will come. */
  trim(): void {
    this.built.trim();
  }

  index(bytes: Bytes): FlatIndex {
    return this.built.index(bytes, this.at);
  }

  /**
   * Reads on to `available`; with `final` nothing more will come. `bytes` may be a longer copy of what was given before. After
   * what is available they must be 0, at least for some bytes.
   */
  read(bytes: Bytes, available: number, final: boolean): void {
    if (available < this.waitFor && !final) return;
    if (this.at === 0) this.skipByteOrderMark(bytes, available);
    while (this.state !== "failed" && this.state !== "done") {
      const before = this.at;
      if (!(this.state === "after" ? this.afterValue(bytes, available, final) : this.node(bytes, available, final))) {
        this.waitFor = Math.max(available + 1, before + 2 * (available - before));
        return;
      }
    }
    if (this.state === "done") this.trailing(bytes, available);
  }

  private skipByteOrderMark(bytes: Bytes, available: number): void {
    if (available < 3 || bytes[0] !== 0xef || bytes[1] !== 0xbb || bytes[2] !== 0xbf) return;
    this.report("byte-order-mark", 0);
    this.commit();
    this.at = 3;
  }

  /** One node, its key first. False: more bytes are needed. */
  private node(bytes: Bytes, available: number, final: boolean): boolean {
    const { built } = this;
    const start = skipBlank(bytes, this.at);
    let at = start;
    if (at >= available) return this.lack(final, "end", available);
    this.pending = null;
    this.pendingCount = 0;
    if (this.state === "first" && built.depth > 0 && bytes[at] === built.closer) return this.close(at);
    if (built.inObject) {
      if (bytes[at] !== QUOTE) return this.fail("key", at);
      at = stringEnd(bytes, at + 1, available, this.report);
      if (at < 0) return this.lack(final, "end", available);
      at = skipBlank(bytes, at);
      if (at >= available) return this.lack(final, "end", available);
      if (bytes[at] !== COLON) return this.fail("colon", at);
      at = skipBlank(bytes, at + 1);
      if (at >= available) return this.lack(final, "end", available);
    }
    const first = bytes[at] ?? 0;
    if (first === OPEN_OBJECT || first === OPEN_ARRAY) {
      if (built.depth >= MAX_DEPTH) return this.fail("depth", at);
      this.commit();
      built.open(start, first + 2);
      this.at = at + 1;
      this.state = "first";
      return true;
    }
    const end = first === QUOTE ? stringEnd(bytes, at + 1, available, this.report) : this.plainValue(bytes, at);
    if (end < 0 || (end >= available && !final)) return this.lack(final, "end", available);
    if (end === 0) return this.fail("value", at);
    this.commit();
    built.leaf(start);
    this.at = end;
    this.state = built.depth === 0 ? "done" : "after";
    return true;
  }

  /** After a number or word; 0 where there is none. */
  private plainValue(bytes: Bytes, at: number): number {
    const end = numberEnd(bytes, at) || literalEnd(bytes, at);
    if (end > 0 && (endsValue(bytes[end] ?? 0) || wordEnd(bytes, end) === end)) return end;
    const word = wordEnd(bytes, at);
    if (word === at) return 0;
    const first = bytes[at] ?? 0;
    this.report(isDigit(first) || isDigit(bytes[at + 1] ?? 0) ? "number" : "word", at);
    return word;
  }

  /** Closers up to the next comma. False: more bytes are needed. */
  private afterValue(bytes: Bytes, available: number, final: boolean): boolean {
    const at = skipBlank(bytes, this.at);
    if (at >= available) return this.lack(final, "end", available);
    const byte = bytes[at] ?? 0;
    if (byte === COMMA) {
      this.at = at + 1;
      this.state = "node";
      return true;
    }
    return byte === this.built.closer ? this.close(at) : this.fail("separator", at);
  }

  private close(at: number): true {
    this.built.close(at + 1);
    this.at = at + 1;
    this.state = this.built.depth === 0 ? "done" : "after";
    return true;
  }

  private trailing(bytes: Bytes, available: number): void {
    this.at = skipBlank(bytes, this.at);
    if (this.at < available) this.fail("trailing", this.at);
  }

  private lack(final: boolean, fault: Fault, at: number): boolean {
    return final ? this.fail(fault, at) : false;
  }

  private fail(fault: Fault, at: number): true {
    this.report(fault, at);
    this.commit();
    this.state = "failed";
    return true;
  }

  /** Faults count only when their token is whole: at the edge of what has come everything looks broken. */
  private readonly report = (fault: Fault, at: number): void => {
    this.pending ??= { fault, at };
    this.pendingCount++;
  };

  private commit(): void {
    if (this.pending === null) return;
    this.firstProblem ??= this.pending;
    this.count += this.pendingCount;
    this.pending = null;
    this.pendingCount = 0;
  }
}

/** Reads a whole text. */
export function scanAll(bytes: Bytes, length: number): { readonly index: FlatIndex; readonly scanner: Scanner } {
  const scanner = new Scanner(length);
  scanner.read(bytes, length, true);
  return { index: scanner.index(bytes), scanner };
}

/** Whether a byte may stand before the first value, or begins what sets out to be JSON. */
export function looksLikeJson(bytes: Bytes, available: number): boolean {
  let at = 0;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) at = 3;
  while (at < available && isBlank(bytes[at] ?? 0)) at++;
  const first = bytes[at] ?? 0;
  return first === OPEN_OBJECT || first === OPEN_ARRAY || first === QUOTE;
}
