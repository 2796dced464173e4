// One exchange of a recording of real servers, as it stood on the wire: the bytes that were sent, and what came of them.
import { isRecord } from "../replay/har-file.ts";

/** How a request ended that got no answer. `silent`: the recorder gave up waiting. */
export type Unanswered = "refused" | "reset" | "closed" | "silent";

export type RecordedOutcome =
  | {
      readonly kind: "answer";
      readonly status: number;
      /** Status line and headers, blank line included; each byte is one character. */
      readonly head: string;
      /** Bytes only where the body is not UTF-8. */
      readonly body: string | Buffer;
      /** What the server sent after this answer on its own account: the next answer of a pipeline, or what was smuggled into a head. */
      readonly after: string;
    }
  | { readonly kind: "none"; readonly how: Unanswered };

export interface RecordedExchange {
  /** Name of the recording, and which of its entries, counted from 0. */
  readonly recording: string;
  readonly index: number;
  /** ms since the epoch. */
  readonly at: number;
  /** ms that it took. */
  readonly span: number;
  /** The recorded port, which tells the server. */
  readonly port: number;
  readonly method: string;
  readonly target: string;
  /** What was sent, cut as it was cut on the wire. */
  readonly pieces: readonly Buffer[];
  /** The client closed its half after the request. */
  readonly halfCloses: boolean;
  /** It went over the connection of the exchange before. */
  readonly reuses: boolean;
  /** The recorder looked two seconds later: the connection was open still. */
  readonly staysOpen: boolean;
  readonly outcome: RecordedOutcome;
  readonly comment: string;
}

const URL_PARTS = /^http:\/\/(?:127\.0\.0\.1|meta\.example):(\d{5})(.*)$/s;

export function readExchange(recording: string, index: number, entry: unknown): RecordedExchange {
  const { startedDateTime, time, request, response, comment } = record(entry);
  const { method, url } = record(request);
  const [, port = "", target = ""] = URL_PARTS.exec(String(url)) ?? [];
  if (port === "")
    throw new Error(`${recording} #${index} has the URL ${String(url)}, which is none of a recorded server`);
  const text = textOf(comment);
  return {
    recording,
    index,
    at: Date.parse(String(startedDateTime)),
    span: Number(time),
    port: Number(port),
    method: String(method),
    target,
    pieces: piecesOf(record(request), target, text),
    halfCloses: text.includes("half-closed client"),
    reuses: /: request [2-9] on one kept connection/.test(text),
    staysOpen: record(response)["_afterResponse"] === "connection still open 2 s after the response",
    outcome: outcomeOf(record(response)),
    comment: text,
  };
}

/** What four kinds of entries of 02-errors sent, of which the recording keeps only the length; their comments say what it was. */
const ODD_REQUESTS: Readonly<Record<string, string>> = {
  "LF only line ends": "GET /version HTTP/1.1\nHost: x\n\n",
  garbage: "hello, pegasus",
  "half a request, then nothing (5 s)": "GET /version HTTP/1.1\r\nHost",
  "two pipelined requests (second answer in _extraBytesAfterBody)":
    "GET /version HTTP/1.1\r\nHost: x\r\n\r\nGET /recentStartTime HTTP/1.1\r\nHost: x\r\n\r\n",
};

function piecesOf(request: Readonly<Record<string, unknown>>, target: string, comment: string): Buffer[] {
  const { method, httpVersion, headers, headersSize, postData, _segments } = request;
  const lines = list(headers).map(
    (header) => `${String(record(header)["name"])}: ${String(record(header)["value"])}\r\n`,
  );
  const odd = ODD_REQUESTS[comment.replace(/^[^:]*: /, "")];
  const head = odd ?? `${String(method)} ${target} ${String(httpVersion)}\r\n${lines.join("")}\r\n`;
  if (Buffer.byteLength(head) !== headersSize)
    throw new Error(
      `The head of "${comment}" has ${Buffer.byteLength(head)} bytes; recorded were ${String(headersSize)}`,
    );
  const body = postData === undefined ? "" : wholeBody(String(record(postData)["text"]));
  const whole = Buffer.from(head + body);
  let at = 0;
  const pieces = list(_segments).map((length) => whole.subarray(at, (at += Number(length))));
  if (pieces.length > 0 && at !== whole.length)
    throw new Error(`The segments of "${comment}" are not the whole request`);
  return pieces.length > 0 ? pieces : [whole];
}

/** Large bodies are cut in the recording. They are one letter all through. */
function wholeBody(text: string): string {
  const [, letter, length] = /^(.)\1*\.\.\.\[truncated in the HAR, (\d+) bytes sent\]$/.exec(text) ?? [];
  return letter === undefined ? text : letter.repeat(Number(length));
}

function outcomeOf(response: Readonly<Record<string, unknown>>): RecordedOutcome {
  const { status, content, _rawHead, _error, _extraBytesAfterBody, _afterResponse } = response;
  if (status === 0) return { kind: "none", how: unanswered(String(_error)) };
  const { text, encoding } = record(content);
  return {
    kind: "answer",
    status: Number(status),
    head: String(_rawHead),
    body: encoding === "base64" ? Buffer.from(String(text), "base64") : String(text),
    after: typeof _extraBytesAfterBody === "string" ? _extraBytesAfterBody : pipelined(textOf(_afterResponse)),
  };
}

function unanswered(error: string): Unanswered {
  if (error.startsWith("ConnectionRefused")) return "refused";
  if (error.startsWith("ConnectionReset")) return "reset";
  if (error.startsWith("timeout")) return "silent";
  // A broken pipe is a connection that the server closed while the request was still being sent.
  if (error.startsWith("BrokenPipe") || error.startsWith("connection closed")) return "closed";
  throw new Error(`A recorded error of an unknown kind: ${error}`);
}

/** The recorder writes what came later as Python prints bytes. */
function pipelined(note: string): string {
  const printed = /^server sent \d+ more bytes: b'(.*)'$/s.exec(note)?.[1] ?? "";
  return printed.replaceAll(/\\(.)/g, (_, letter: string) => ({ r: "\r", n: "\n" })[letter] ?? letter);
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw new Error(`A recording holds ${JSON.stringify(value)} where an object belongs`);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
