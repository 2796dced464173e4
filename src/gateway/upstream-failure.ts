// Every way in which a question to a Pegasus server can fail, as one kind of failure and a sentence.
import { errors } from "undici";
import type { ErrorKind } from "#api/errors.ts";
import { SECOND } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import { NoPlainAnswer } from "./socket-get.ts";

interface Circumstances {
  /** What people call the server. */
  readonly name: string;
  /** For the first byte, in vain; null when the answer had begun. */
  readonly waitedMs: number | null;
  readonly connectMs: number;
}

export function failureOf(error: unknown, circumstances: Circumstances): GatewayFailure {
  if (error instanceof GatewayFailure) return error;
  const [kind, what] = classify(error, circumstances);
  // Of a connection that did not pass the gate, the question itself was never sent.
  const sent = error instanceof NoPlainAnswer ? { sent: false } : {};
  return new GatewayFailure(kind, `${circumstances.name} ${what}.`, { cause: error, ...sent });
}

function classify(error: unknown, { waitedMs, connectMs }: Circumstances): [ErrorKind, string] {
  const late: [ErrorKind, string] =
    waitedMs === null
      ? ["timeout", "does not finish its answer in time"]
      : ["timeout", `takes the question and does not answer within ${waitedMs / SECOND} s`];
  if (error instanceof NoPlainAnswer) return PLAIN[error.why];
  const code = codeOf(error);
  switch (code ?? "") {
    case "ECONNREFUSED":
      return ["unreachable", "refuses connections: nothing listens on that port"];
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return ["unreachable", "has a name that does not resolve from here"];
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return ["unreachable", "cannot be reached: there is no route to it"];
    case "UND_ERR_CONNECT_TIMEOUT":
    case "ETIMEDOUT":
      return ["unreachable", `does not accept a connection within ${connectMs / SECOND} s`];
    case "UND_ERR_HEADERS_TIMEOUT":
    case "UND_ERR_BODY_TIMEOUT":
      return late;
    default:
      if (error instanceof DOMException && error.name === "TimeoutError") return late;
      if (error instanceof errors.HTTPParserError) return PLAIN.strange;
      if (code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH") return ["dropped", "answered more or less than it announced"];
      return PLAIN.closed;
  }
}

const PLAIN: Readonly<Record<NoPlainAnswer["why"], [ErrorKind, string]>> = {
  silent: ["timeout", "takes connections and says nothing"],
  closed: ["dropped", "dropped the connection before the answer was whole"],
  strange: ["dropped", "answers something that is not HTTP"],
};

/** Whether nobody can be said to answer there any more: a new process may come up in the place of this one. */
export function isLost(kind: ErrorKind): boolean {
  return kind === "unreachable" || kind === "timeout" || kind === "dropped";
}

/** Whether the connection was closed while its question waited for the first byte. */
export function closedEarly(error: unknown): boolean {
  return ["UND_ERR_SOCKET", "ECONNRESET", "EPIPE"].includes(codeOf(error) ?? "");
}

function codeOf(error: unknown): string | undefined {
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
