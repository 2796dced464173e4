// Bytes of JSON text: what they are called, which are ordinary, and how long a UTF-8 sequence is.

const TAB = 0x09;
export const NEWLINE = 0x0a;
export const RETURN = 0x0d;
export const SPACE = 0x20;
export const QUOTE = 0x22;
export const PLUS = 0x2b;
export const COMMA = 0x2c;
export const MINUS = 0x2d;
export const DOT = 0x2e;
export const ZERO = 0x30;
const NINE = 0x39;
export const COLON = 0x3a;
export const OPEN_ARRAY = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_ARRAY = 0x5d;
export const OPEN_OBJECT = 0x7b;
export const CLOSE_OBJECT = 0x7d;

export const KiB = 1024;
export const MiB = 1024 * KiB;

export type Bytes = Uint8Array<ArrayBuffer>;

/** By byte: 1 where it stands for itself in a string: no quote, backslash or control character, and ASCII. */
const PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= SPACE && byte < 0x80 && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);

/** The first byte at or after `at`, at most `far`, that is not an ordinary character of a string. */
export function plainEnd(bytes: Bytes, at: number, far = Infinity): number {
  let end = at;
  while (end < far && PLAIN[bytes[end] ?? 0] === 1) end++;
  return end;
}

/** By byte: 1 where it stands between two nodes: blanks, commas and closing brackets. */
const GAP = Uint8Array.from({ length: 256 }, (_, byte) =>
  isBlank(byte) || byte === COMMA || byte === CLOSE_OBJECT || byte === CLOSE_ARRAY ? 1 : 0,
);

export function isGap(byte: number): boolean {
  return GAP[byte] === 1;
}

/** The first byte at or after `at` that belongs to a node. */
export function gapEnd(bytes: Bytes, at: number): number {
  let end = at;
  while (GAP[bytes[end] ?? 0] === 1) end++;
  return end;
}

export function isBlank(byte: number): boolean {
  return byte === SPACE || byte === NEWLINE || byte === RETURN || byte === TAB;
}

export function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= NINE;
}

export function skipBlank(bytes: Bytes, at: number): number {
  let end = at;
  for (;;) {
    const byte = bytes[end] ?? 0;
    // Nearly all of them are spaces; all that is no blank is above, or stands for nothing.
    if (byte === SPACE) end++;
    else if (byte > SPACE || !isBlank(byte)) return end;
    else end++;
  }
}

/** The length of the UTF-8 sequence that begins at `at`, 1 to 4; 0 where there is none that Unicode allows. */
export function sequenceLength(bytes: Bytes, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const second = bytes[at + 1] ?? 0;
  if (first < 0xc2 || (second & 0xc0) !== 0x80) return 0;
  if (first < 0xe0) return 2;
  const third = bytes[at + 2] ?? 0;
  if ((third & 0xc0) !== 0x80) return 0;
  if (first < 0xf0) {
    // Neither longer than need be, nor half of a surrogate pair.
    return (first === 0xe0 && second < 0xa0) || (first === 0xed && second > 0x9f) ? 0 : 3;
  }
  const fourth = bytes[at + 3] ?? 0;
  if (first > 0xf4 || (fourth & 0xc0) !== 0x80) return 0;
  return (first === 0xf0 && second < 0x90) || (first === 0xf4 && second > 0x8f) ? 0 : 4;
}
