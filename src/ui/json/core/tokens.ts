// Where the tokens of a JSON text end, and whether they are as they should be.
import {
  BACKSLASH,
  DOT,
  isBlank,
  isDigit,
  MINUS,
  PLUS,
  plainEnd,
  QUOTE,
  sequenceLength,
  ZERO,
  type Bytes,
} from "./bytes.ts";

/** What is wrong with a text. Those that leave its structure clear do not end the tree. */
export type Fault =
  | "byte-order-mark"
  | "control"
  | "escape"
  | "utf8"
  | "word"
  | "number"
  | "end"
  | "value"
  | "key"
  | "colon"
  | "separator"
  | "trailing"
  | "depth";

type Report = (fault: Fault, at: number) => void;

/**
 * After the closing quote of the string whose opening quote is before `at`; -1 where it does not end before `limit`. What is
 * wrong inside is reported; the string ends where its quote is all the same.
 */
export function stringEnd(bytes: Bytes, at: number, limit: number, report: Report): number {
  let end = plainEnd(bytes, at, limit);
  for (;;) {
    const byte = bytes[end] ?? 0;
    if (end >= limit) return -1;
    if (byte === QUOTE) return end + 1;
    if (byte === BACKSLASH) {
      // The escape may lie on the edge of what has come so far: it is judged when all of it is there.
      if (end + 1 >= limit) return -1;
      const length = escapeLength(bytes, end + 1);
      if (length === 0) report("escape", end);
      end += Math.max(2, length + 1);
    } else if (byte < 0x80) {
      report("control", end);
      end++;
    } else {
      const length = sequenceLength(bytes, end);
      if (length === 0) report("utf8", end);
      end += Math.max(1, length);
    }
    end = plainEnd(bytes, end, limit);
  }
}

/** The length of what follows a backslash; 0 where JSON has no such escape. */
function escapeLength(bytes: Bytes, at: number): number {
  switch (bytes[at] ?? 0) {
    case QUOTE:
    case BACKSLASH:
    case 0x2f: // /
    case 0x62: // b
    case 0x66: // f
    case 0x6e: // n
    case 0x72: // r
    case 0x74: // t
      return 1;
    case 0x75: // u
      for (let digit = 1; digit <= 4; digit++) if (!isHex(bytes[at + digit] ?? 0)) return 0;
      return 5;
    default:
      return 0;
  }
}

function isHex(byte: number): boolean {
  const letter = byte | 0x20;
  return isDigit(byte) || (letter >= 0x61 && letter <= 0x66);
}

/** After the number that begins at `at`, as JSON writes numbers; 0 where there is none. What follows it is not looked at. */
export function numberEnd(bytes: Bytes, at: number): number {
  let end = bytes[at] === MINUS ? at + 1 : at;
  const first = bytes[end] ?? 0;
  if (!isDigit(first)) return 0;
  end++;
  if (first !== ZERO) end = digitsEnd(bytes, end);
  if (bytes[end] === DOT) {
    const fraction = end + 1;
    end = digitsEnd(bytes, fraction);
    if (end === fraction) return 0;
  }
  if (((bytes[end] ?? 0) | 0x20) === 0x65) {
    const sign = bytes[end + 1];
    const exponent = sign === PLUS || sign === MINUS ? end + 2 : end + 1;
    end = digitsEnd(bytes, exponent);
    if (end === exponent) return 0;
  }
  return end;
}

function digitsEnd(bytes: Bytes, at: number): number {
  let end = at;
  while (isDigit(bytes[end] ?? 0)) end++;
  return end;
}

/** After a word that is neither quoted nor a structural character: `true`, `-1.5e3`, but `NaN` and `0x1f` too. */
export function wordEnd(bytes: Bytes, at: number): number {
  let end = at;
  while (isWord(bytes[end] ?? 0)) end++;
  return end;
}

function isWord(byte: number): boolean {
  const letter = byte | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    isDigit(byte) ||
    byte === MINUS ||
    byte === PLUS ||
    byte === DOT ||
    byte === 0x5f
  );
}

/** A word ends a value only where something that may follow a value comes next, or the text ends. */
export function endsValue(byte: number): boolean {
  return isBlank(byte) || byte === 0x2c || byte === 0x5d || byte === 0x7d;
}

const WORDS: readonly (readonly number[])[] = ["true", "false", "null"].map((word) => [
  ...new TextEncoder().encode(word),
]);

/** After `true`, `false` or `null`; 0 where none begins at `at`. */
export function literalEnd(bytes: Bytes, at: number): number {
  const first = bytes[at];
  for (const word of WORDS) {
    if (word[0] !== first) continue;
    for (let index = 1; index < word.length; index++) if (bytes[at + index] !== word[index]) return 0;
    return at + word.length;
  }
  return 0;
}
