// What a recording is made of: one request, and what came of it.

/** How a request without an HTTP answer ended (HAR status 0). */
export type Fault = "refused" | "reset" | "closed" | "timed-out";

export interface Answer {
  readonly kind: "answer";
  readonly status: number;
  /** Status line and headers as sent, each byte one character, with the blank line that ends them. */
  readonly head: string;
  /** Bytes only where the body is not UTF-8. */
  readonly body: string | Uint8Array;
}

export interface Failure {
  readonly kind: "fault";
  readonly fault: Fault;
}

export interface Exchange {
  /** When the request was sent, in ms since the epoch. */
  readonly at: number;
  /** As in the URL; an IPv6 address in brackets. */
  readonly host: string;
  readonly port: number;
  /** The address that was really asked, where the recorder says so. */
  readonly ip: string | undefined;
  readonly method: string;
  /** The request target as sent: path and query, un-decoded. */
  readonly target: string;
  readonly body: string;
  readonly outcome: Answer | Failure;
}

/** A recording that cannot be used: which file, what is wrong with it, and where. */
export class RecordingError extends Error {
  override readonly name = "RecordingError";
}

/** An answer in the form of every Pegasus answer (reference 1.2). */
export function plainAnswer(status: number, reason: string, body: string, extraHeaders = ""): Answer {
  const length = Buffer.byteLength(body);
  return {
    kind: "answer",
    status,
    head: `HTTP/1.1 ${status} ${reason}\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n${extraHeaders}\r\n`,
    body,
  };
}
