// An answer of a Pegasus server and its exact bytes (reference 1.2): nothing but type, length and, on 307, Location.
import { bytesOf } from "#pegasus/bytes.ts";

export interface Answer {
  readonly status: 200 | 307 | 400 | 404 | 500;
  /** Text, or bytes where they are none (profiles). */
  readonly body: string | Uint8Array;
  readonly location?: string;
}

const REASONS: Readonly<Record<Answer["status"], string>> = {
  200: "OK",
  307: "Temporary Redirect",
  400: "Bad Request",
  404: "Not Found",
  500: "Internal Server Error",
};

export function ok(body: string | Uint8Array): Answer {
  return { status: 200, body };
}

export function badRequest(body = ""): Answer {
  return { status: 400, body };
}

export function serverError(body = ""): Answer {
  return { status: 500, body };
}

/** The whole message. */
export function answerBytes(answer: Answer): Buffer {
  return Buffer.concat(answerParts(answer));
}

/** Head and body. A Location is written raw, line ends and all: real servers do so, too (9.3). */
export function answerParts({ status, body, location }: Answer): readonly [head: Uint8Array, body: Uint8Array] {
  const bytes = typeof body === "string" ? bytesOf(body) : body;
  const head =
    `HTTP/1.1 ${status} ${REASONS[status]}\r\n` +
    "Content-Type: text/plain\r\n" +
    `Content-Length: ${bytes.length}\r\n` +
    (location === undefined ? "" : `Location: ${location}\r\n`) +
    "\r\n";
  return [bytesOf(head), bytes];
}
