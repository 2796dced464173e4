// Text that may hold bytes which are no UTF-8. Pegasus copies them from a request into its answer (recording 02: `%FF%FE`), and the
// table printer writes them raw (reference 1.6). Each such byte is kept as a lone surrogate, U+DC80 to U+DCFF, which UTF-8 cannot say.

const STRAY = /[\udc80-\udcff]/;
const WELL_FORMED = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Reads bytes as UTF-8; a byte that is none becomes a lone surrogate. */
export function textOf(bytes: Uint8Array): string {
  try {
    return WELL_FORMED.decode(bytes);
  } catch {
    return piecewise(bytes);
  }
}

function piecewise(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length;) {
    const length = sequenceAt(bytes, at);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] ?? 0))
        : WELL_FORMED.decode(bytes.subarray(at, at + length));
    at += Math.max(1, length);
  }
  return text;
}

/** How many bytes the UTF-8 sequence at `at` has; 0 when there is none. */
function sequenceAt(bytes: Uint8Array, at: number): number {
  for (const length of [1, 2, 3, 4]) {
    try {
      if (at + length > bytes.length) return 0;
      WELL_FORMED.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      continue;
    }
  }
  return 0;
}

/** The bytes of what `textOf` has read. */
export function bytesOf(text: string): Uint8Array {
  const encoder = new TextEncoder();
  if (!STRAY.test(text)) return encoder.encode(text);
  // By code points: the second half of a pair is no stray byte.
  return Uint8Array.from(
    Array.from(text).flatMap((character) =>
      isStray(character) ? [character.charCodeAt(0) - 0xdc00] : [...encoder.encode(character)],
    ),
  );
}

function isStray(character: string): boolean {
  return character.length === 1 && STRAY.test(character);
}
