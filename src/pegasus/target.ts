// How a Pegasus server reads a request target (reference 1.5; http/http_server.cpp:168-262, http/uri_decoder.cpp:56-84), and
// the normal form in which the gateway sends one. Bytes that are no UTF-8 are kept, see `textOf`.
import { bytesOf, textOf } from "./bytes.ts";

/** `path` has no leading slash; `query` keeps the order of the text. A flag such as `?detail` has an empty value. */
export interface Target {
  readonly path: string;
  readonly query: ReadonlyMap<string, string>;
}

export type TargetResult =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly error: string };

/** Reads `path?query` as Pegasus does: decode the whole path and the whole query first, split afterwards. */
export function readTarget(text: string): TargetResult {
  const bare = text.split("#", 1)[0] ?? "";
  const mark = bare.indexOf("?");
  const path = decode(mark < 0 ? bare : bare.slice(0, mark), "path");
  if (!path.ok) return path;
  const raw = decode(mark < 0 ? "" : bare.slice(mark + 1), "query");
  if (!raw.ok) return raw;
  const query = new Map<string, string>();
  for (const token of raw.text.split("&").map(trim)) {
    if (token === "") continue;
    const equals = token.indexOf("=");
    const key = equals < 0 ? token : token.slice(0, equals);
    if (equals < 0) {
      if (!query.has(key)) query.set(key, "");
    } else if (query.has(key)) {
      return { ok: false, error: parseError(`duplicate parameter: ${key}`) };
    } else {
      query.set(key, token.slice(equals + 1));
    }
  }
  const segments = path.text
    .split("/")
    .map(trim)
    .filter((segment) => segment !== "");
  return { ok: true, target: { path: segments.join("/"), query } };
}

/** The text to send: what Pegasus reads back as the same target. Always starts with `/`. */
export function writeTarget(target: Target): string {
  const path = "/" + target.path.split("/").map(encode).join("/");
  if (target.query.size === 0) return path;
  const pairs = [...target.query].map(([key, value]) =>
    value === "" ? encode(key) : `${encode(key)}=${encode(value)}`,
  );
  return `${path}?${pairs.join("&")}`;
}

/** The body of a 404 for a path that nothing serves. */
export function serviceNotFound(path: string): string {
  return `service not found for "${path}"`;
}

/** Commas, colons and @ stay plain in queries: that makes curl lines readable, and Pegasus decodes either. */
const PLAIN = /^[A-Za-z0-9\-_.!~*'(),:@]$/;

const ALL_PLAIN = /^[A-Za-z0-9\-_.!~*'(),:@]*$/;

function encode(text: string): string {
  if (ALL_PLAIN.test(text)) return text; // as most are; the long way costs a hundred times as much
  return [...bytesOf(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return PLAIN.test(character) ? character : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");
}

function parseError(reason: string): string {
  return `failed to parse request: ERR_INVALID_PARAMETERS: ${reason}`;
}

type Decoded = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly error: string };

/** ASCII without escapes. */
const ALREADY_DECODED = /^[\x01-\x24\x26-\x7e]*$/;

function decode(text: string, part: "path" | "query"): Decoded {
  if (ALREADY_DECODED.test(text)) return { ok: true, text };
  const source = bytesOf(text);
  const bytes: number[] = [];
  for (let i = 0; i < source.length; i++) {
    const byte = source[i] ?? 0;
    if (byte !== 0x25) {
      bytes.push(byte);
      continue;
    }
    const rest = source.length - i - 1;
    // A path may come with "%4" at its very end: that is reported as bad digits, the query's as a partial escape (1.5).
    if (rest === 0 || (rest === 1 && part === "query")) {
      return { ok: false, error: parseError("Encountered partial escape sequence at end of string") };
    }
    const digits = textOf(source.slice(i + 1, i + 3));
    if (!/^[0-9a-fA-F]{2}$/.test(digits)) {
      const tail = textOf(source.slice(i + 1));
      return {
        ok: false,
        error: parseError(`The characters ${tail} do not form a hex value. Please escape it or pass a valid hex value`),
      };
    }
    const decoded = Number.parseInt(digits, 16);
    if (decoded === 0) break; // a decoded NUL truncates (1.5, rule 2)
    bytes.push(decoded);
    i += 2;
  }
  return { ok: true, text: textOf(Uint8Array.from(bytes)) };
}

function trim(text: string): string {
  return text.replace(/^[ \t\r\n\v\f]+|[ \t\r\n\v\f]+$/g, "");
}
