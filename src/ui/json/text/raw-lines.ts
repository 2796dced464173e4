// The text as it was received, by lines. A line that is too long for one is cut into several.
import { NEWLINE, RETURN, type Bytes } from "../core/bytes.ts";
import { shownText } from "../core/text.ts";
import type { Line } from "../worker/protocol.ts";

/** Bytes of a line; more go on in the next one. */
const WIDTH = 400;
/** Every so many lines one is remembered. */
const EVERY = 64;

export class RawLines {
  private readonly bytes: Bytes;
  private readonly length: number;
  /** By group of lines: where its first begins, and which line of the text that is. */
  private readonly starts: number[] = [];
  private readonly numbers: number[] = [];
  private lines = 0;

  constructor(bytes: Bytes, length: number) {
    this.bytes = bytes;
    this.length = length;
  }

  get count(): number {
    return this.lines;
  }

  /** Finds the lines; pauses often. To be done before all else. */
  *read(): Generator<void> {
    let number = 1;
    for (let at = 0; at < this.length || this.lines === 0;) {
      if (this.lines % EVERY === 0) {
        this.starts.push(at);
        this.numbers.push(number);
        yield;
      }
      this.lines++;
      const end = this.end(at);
      if (this.bytes[end - 1] === NEWLINE) number++;
      at = end;
    }
  }

  /** Lines from `from` to below `to`. */
  at(from: number, to: number): Line[] {
    const group = Math.floor(from / EVERY);
    let at = this.starts[group] ?? 0;
    let number = this.numbers[group] ?? 1;
    const lines: Line[] = [];
    for (let line = group * EVERY; line < Math.min(to, this.lines); line++) {
      const end = this.end(at);
      const begins = at === 0 || this.bytes[at - 1] === NEWLINE;
      const newline = this.bytes[end - 1] === NEWLINE;
      if (line >= from) {
        const last = newline ? end - 1 : end;
        const text = shownText(this.bytes, at, this.bytes[last - 1] === RETURN ? last - 1 : last, WIDTH * 2).text;
        lines.push({ number: begins ? number : null, text });
      }
      if (newline) number++;
      at = end;
    }
    return lines;
  }

  /** The line in which a byte stands. */
  lineOf(byte: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if ((this.starts[middle] ?? 0) <= byte) low = middle;
      else high = middle - 1;
    }
    let line = low * EVERY;
    for (let end = this.end(this.starts[low] ?? 0); end <= byte && line < this.lines - 1; end = this.end(end)) line++;
    return line;
  }

  /** Where the next line begins. */
  private end(at: number): number {
    const most = at + WIDTH;
    const newline = this.bytes.subarray(at, Math.min(most, this.length)).indexOf(NEWLINE);
    if (newline >= 0) return at + newline + 1;
    if (most >= this.length) return this.length;
    // Not within a character.
    for (let end = most; end > most - 4; end--) if (((this.bytes[end] ?? 0) & 0xc0) !== 0x80) return end;
    return most;
  }
}
