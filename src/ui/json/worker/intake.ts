// Takes in a document as it comes and scans it meanwhile. What has come so far can be shown at any time.
import type { Bytes } from "../core/bytes.ts";
import { MiB } from "../core/bytes.ts";
import type { FlatIndex } from "../core/flat-index.ts";
import { looksLikeJson, Scanner } from "../core/scan.ts";
import { decoded, placeOf, shownText } from "../core/text.ts";
import type { Fault } from "../core/tokens.ts";
import type { ContentKind, DocumentProblem } from "./protocol.ts";

/** Zeros after the text, by which the scanner knows its end. */
const SLACK = 16;

export class Intake {
  private readonly encoder = new TextEncoder();
  private readonly scanner: Scanner;
  private buffer: Bytes;
  private length = 0;
  private complete = false;
  private found: DocumentProblem | null = null;

  /** @param expected bytes, as far as one knows: it may turn out to be more or less. */
  constructor(expected: number) {
    this.buffer = new Uint8Array(expected + SLACK);
    this.scanner = new Scanner(expected);
  }

  get bytes(): Bytes {
    return this.buffer;
  }
  /** How many there are. */
  get byteLength(): number {
    return this.length;
  }
  get done(): boolean {
    return this.complete;
  }

  add(data: string | Bytes, last: boolean): void {
    if (typeof data === "string") this.addText(data);
    else this.addBytes(data);
    this.complete = last;
    this.scanner.read(this.buffer, this.length, last);
    if (last) this.trim();
  }

  get index(): FlatIndex {
    return this.scanner.index(this.buffer);
  }

  /** While it is read: what it seems to be. */
  get kind(): ContentKind {
    if (this.length === 0 && this.complete) return "empty";
    if (this.scanner.problem === null) return "json";
    if (looksLikeJson(this.buffer, this.length)) return this.scanner.failed ? "broken" : "json";
    return isBinary(this.buffer, this.length) ? "binary" : "text";
  }

  get problem(): DocumentProblem | null {
    const { problem, problemCount } = this.scanner;
    if (problem === null) return null;
    // Finding the line takes a look at all that is before.
    this.found ??= { ...describe(this.buffer, this.length, problem.fault, problem.at), count: problemCount };
    // What stands around it may not have come yet.
    if (!this.complete && this.length < problem.at + AROUND) {
      const early = this.found;
      this.found = null;
      return early;
    }
    return this.found.count === problemCount ? this.found : { ...this.found, count: problemCount };
  }

  private addText(text: string): void {
    for (let rest = text; rest !== "";) {
      this.reserve(rest.length);
      const { read, written } = this.encoder.encodeInto(
        rest,
        this.buffer.subarray(this.length, this.buffer.length - SLACK),
      );
      this.length += written;
      rest = rest.slice(read);
      if (rest !== "") this.reserve(rest.length * 3);
    }
  }

  private addBytes(bytes: Bytes): void {
    this.reserve(bytes.length);
    this.buffer.set(bytes, this.length);
    this.length += bytes.length;
  }

  private reserve(more: number): void {
    const needed = this.length + more + SLACK;
    if (needed <= this.buffer.length) return;
    const longer = new Uint8Array(Math.max(needed, Math.ceil(this.buffer.length * 1.2)));
    longer.set(this.buffer.subarray(0, this.length));
    this.buffer = longer;
  }

  private trim(): void {
    this.scanner.trim();
    if (this.buffer.length > this.length * 1.05 + MiB) this.buffer = this.buffer.slice(0, this.length + SLACK);
  }
}

/** Bytes shown before and after the place. */
const AROUND = 60;

function describe(bytes: Bytes, length: number, fault: Fault, at: number): Omit<DocumentProblem, "count"> {
  const { line, column } = placeOf(bytes, at);
  const lineStart = bytes.lastIndexOf(0x0a, at - 1) + 1;
  const lineEnd = bytes.indexOf(0x0a, at);
  const from = Math.max(at === 0 ? 0 : lineStart, at - AROUND);
  const to = Math.min(lineEnd < 0 ? length : lineEnd, length);
  const around = {
    before: shownText(bytes, from, at, AROUND).text,
    from: shownText(bytes, at, Math.max(at, to), AROUND).text,
  };
  return { fault, line, column, at, around };
}

/** What begins like this is for programs, not for eyes: it has a zero byte, or much that is not UTF-8. */
function isBinary(bytes: Bytes, length: number): boolean {
  const end = Math.min(length, 4096);
  const part = bytes.subarray(0, end);
  if (part.includes(0)) return true;
  const text = decoded(bytes, 0, end);
  return (text.match(/\ufffd/g)?.length ?? 0) > text.length / 10;
}
