// From bytes to what is shown and copied: tokens as they were written, and strings as they are meant.
import { QUOTE, sequenceLength, type Bytes } from "./bytes.ts";

export interface Shown {
  readonly text: string;
  /** There is more. */
  readonly cut: boolean;
}

/** A part of the text as written, at most about `most` bytes of it. What no screen can show is shown by its code. */
export function shownText(bytes: Bytes, from: number, to: number, most: number): Shown {
  const cut = to - from > most;
  const end = cut ? sequenceStart(bytes, from + most) : to;
  return { text: visible(bytes, from, end), cut };
}

/** Where the character begins that a byte belongs to. */
function sequenceStart(bytes: Bytes, at: number): number {
  for (let back = 0; back < 4; back++) if (((bytes[at - back] ?? 0) & 0xc0) !== 0x80) return at - back;
  return at;
}

/** Control characters as ␀ to ␟ and ␡, bytes that are not UTF-8 as `\xff`: neither disturbs the line, neither is lost. */
function visible(bytes: Bytes, from: number, to: number): string {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const part = bytes.subarray(from, to);
  let text: string;
  try {
    text = decoder.decode(part);
  } catch {
    text = decodeBroken(part, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`);
  }
  return text.replace(/[\u0000-\u001f\u007f]/g, (control) =>
    control === "\u007f" ? "\u2421" : String.fromCharCode(0x2400 + control.charCodeAt(0)),
  );
}

/** Decodes what is UTF-8 and asks what to write for each byte that is not. */
function decodeBroken(bytes: Bytes, instead: (byte: number) => string): string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const parts: string[] = [];
  let good = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length > 0 && at + length <= bytes.length) {
      at += length;
      continue;
    }
    parts.push(decoder.decode(bytes.subarray(good, at)), instead(bytes[at] ?? 0));
    at++;
    good = at;
  }
  parts.push(decoder.decode(bytes.subarray(good)));
  return parts.join("");
}

/** For those who decode many parts: making one takes longer than a short part. */
export function utf8(): TextDecoder {
  return new TextDecoder("utf-8", { ignoreBOM: true });
}

/** A part of the text, bytes that are not UTF-8 as U+FFFD. */
export function decoded(bytes: Bytes, from: number, to: number, decoder = utf8()): string {
  return decoder.decode(bytes.subarray(from, to));
}

/** What a string token means: without quotes, escapes resolved. What JSON does not allow stays as it was written. */
export function stringValue(bytes: Bytes, from: number, to: number): string {
  const closed = to - from >= 2 && bytes[to - 1] === QUOTE;
  return unescaped(decoded(bytes, from + 1, closed ? to - 1 : to));
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};
const HEX = /^[0-9a-fA-F]{4}$/;

/** Resolves the escapes of a string's content. */
export function unescaped(text: string): string {
  let resolved = "";
  let from = 0;
  for (let at = text.indexOf("\\"); at >= 0;) {
    const letter = text.charAt(at + 1);
    const code = letter === "u" ? text.slice(at + 2, at + 6) : "";
    const character = HEX.test(code) ? String.fromCharCode(Number.parseInt(code, 16)) : ESCAPES[letter];
    if (character === undefined) {
      at = text.indexOf("\\", at + 1);
      continue;
    }
    resolved += text.slice(from, at) + character;
    from = at + (code === "" ? 2 : 6);
    at = text.indexOf("\\", from);
  }
  return from === 0 ? text : resolved + text.slice(from);
}

/** Line and column of a byte, both from 1; a column counts characters as JavaScript does, a bad byte as one. */
export function placeOf(bytes: Bytes, at: number): { readonly line: number; readonly column: number } {
  let line = 1;
  let lineStart = 0;
  for (let next = bytes.indexOf(0x0a); next >= 0 && next < at; next = bytes.indexOf(0x0a, next + 1)) {
    line++;
    lineStart = next + 1;
  }
  return { line, column: decodeBroken(bytes.subarray(lineStart, at), () => "?").length + 1 };
}
