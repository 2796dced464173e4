// Reads requests out of a connection's bytes as strictly as Pegasus does (reference 1.3, 1.4; recordings 02 and 02b). What it
// refuses, Pegasus answers by closing the connection.
import { textOf } from "#pegasus/bytes.ts";

export interface Request {
  readonly method: "GET" | "POST";
  /** As it stood in the request line, in origin form (a scheme and host before it are dropped); see `textOf` for bytes that are no text. */
  readonly target: string;
  readonly body: Buffer;
  /** The client said that this is its last request (or speaks HTTP/1.0): another one makes Pegasus close (1.3). */
  readonly last: boolean;
}

export type Reading =
  | { readonly kind: "request"; readonly request: Request; readonly length: number }
  | { readonly kind: "incomplete" }
  | { readonly kind: "malformed" };

const INCOMPLETE: Reading = { kind: "incomplete" };
const MALFORMED: Reading = { kind: "malformed" };

/** The most that Pegasus takes in one read, and so the largest request it can understand (1.3). */
const MOST_BYTES = 65_536;

/** Reads the first request of `bytes`. Never throws. */
export function readRequest(bytes: Buffer): Reading {
  if (bytes.length < 4) return INCOMPLETE;
  const start = bytes.toString("latin1", 0, 4);
  if (start !== "GET " && start !== "POST") return MALFORMED;
  const text = bytes.toString("latin1", 0, MOST_BYTES);
  const end = /\r?\n\r?\n/.exec(text);
  if (end === null) return bytes.length > MOST_BYTES ? MALFORMED : INCOMPLETE;
  const head = readHead(text.slice(0, end.index));
  if (head === undefined) return MALFORMED;
  const bodyAt = end.index + end[0].length;
  if (bodyAt + head.length > MOST_BYTES) return MALFORMED;
  const body = readBody(bytes.subarray(bodyAt, MOST_BYTES), head);
  if (body === "incomplete") return bytes.length >= MOST_BYTES ? MALFORMED : INCOMPLETE;
  if (body === "malformed") return MALFORMED;
  const { method, target, last } = head;
  return { kind: "request", request: { method, target, last, body: body.content }, length: bodyAt + body.length };
}

interface Head {
  readonly method: "GET" | "POST";
  readonly target: string;
  readonly last: boolean;
  readonly length: number;
  readonly chunked: boolean;
}

function readHead(text: string): Head | undefined {
  const [line = "", ...fields] = text.split(/\r?\n/);
  const found = /^(GET|POST) ([^\u0000-\u0020\u007f]+) HTTP\/(\d)\.(\d)$/.exec(line);
  const target = originForm(found?.[2] ?? "");
  if (found === null || target === undefined) return undefined;
  const headers = readFields(fields);
  const length = headers?.get("content-length") ?? "0";
  if (headers === undefined || !/^\d+$/.test(length)) return undefined;
  const connection = (headers.get("connection") ?? "").toLowerCase();
  const old = found[3] === "1" && found[4] === "0";
  return {
    method: found[1] === "POST" ? "POST" : "GET",
    // Raw bytes above 127 pass, unlike what reference 1.5 concludes from the source: recording 02 has "/vérsion" answered.
    target: textOf(Buffer.from(target, "latin1")),
    last: old ? !connection.includes("keep-alive") : connection.includes("close"),
    length: Number(length),
    chunked: (headers.get("transfer-encoding") ?? "").toLowerCase().includes("chunked"),
  };
}

function originForm(target: string): string | undefined {
  if (target.startsWith("/") || target.startsWith("*")) return target;
  const absolute = /^[a-z]+:\/\/[^/?#]+(.*)$/i.exec(target);
  return absolute === null ? undefined : (absolute[1] ?? "");
}

function readFields(lines: readonly string[]): Map<string, string> | undefined {
  const fields = new Map<string, string>();
  for (const line of lines) {
    if (/^[ \t]/.test(line)) continue; // a folded line carries on with the value before it
    const colon = line.indexOf(":");
    if (colon <= 0) return undefined;
    fields.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** `content` is what the server keeps, `length` what stood on the wire. */
type Body = { readonly content: Buffer; readonly length: number } | "incomplete" | "malformed";

function readBody(bytes: Buffer, { length, chunked }: Head): Body {
  if (chunked) return readChunks(bytes);
  return bytes.length < length ? "incomplete" : { content: bytes.subarray(0, length), length };
}

/** Of a chunked body only the last chunk is kept (1.3). */
function readChunks(bytes: Buffer): Body {
  const text = bytes.toString("latin1");
  let content = bytes.subarray(0, 0);
  let at = 0;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", at);
    if (lineEnd < 0) return "incomplete";
    const size = /^[0-9a-f]+/i.exec(text.slice(at, lineEnd))?.[0];
    if (size === undefined) return "malformed";
    const from = lineEnd + 2;
    const to = from + Number.parseInt(size, 16);
    if (bytes.length < to + 2) return "incomplete";
    if (text.slice(to, to + 2) !== "\r\n") return "malformed";
    if (to === from) return { content, length: to + 2 };
    content = bytes.subarray(from, to);
    at = to + 2;
  }
}
