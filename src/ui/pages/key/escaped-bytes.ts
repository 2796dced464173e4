// Keys as people type them: text, in which a byte is written as the admin shell writes it, `\x00`. Pure.

export type Typed = { readonly ok: true; readonly bytes: Uint8Array } | { readonly ok: false; readonly why: string };

const ESCAPE = /\\(x[0-9a-fA-F]{2}|\\|x?)/g;

/** `\xHH` is a byte, `\\` a backslash; anything else is its UTF-8. */
export function readBytes(text: string): Typed {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  let from = 0;
  for (const match of text.matchAll(ESCAPE)) {
    bytes.push(...encoder.encode(text.slice(from, match.index)));
    const code = match[1] ?? "";
    if (code === "\\") bytes.push(0x5c);
    else if (code.length === 3) bytes.push(Number.parseInt(code.slice(1), 16));
    else {
      const why = `A backslash at position ${match.index + 1} begins no byte: write \\x and two digits, or \\\\ for a backslash.`;
      return { ok: false, why };
    }
    from = match.index + match[0].length;
  }
  bytes.push(...encoder.encode(text.slice(from)));
  return { ok: true, bytes: Uint8Array.from(bytes) };
}
