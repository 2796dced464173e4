// How the gateway says that it could not, or would not, do what was asked.
import { statusOf, type Attempt, type ErrorKind, type GatewayErrorBody } from "#api/errors.ts";
import { HEADER } from "#api/routes.ts";
import { ANSWER_HEADERS } from "./answer-headers.ts";
import type { Finished } from "./finished.ts";

export class GatewayFailure extends Error {
  override readonly name = "GatewayFailure";
  readonly kind: ErrorKind;
  readonly tried: readonly Attempt[];
  /** Seconds after which it is worth asking again. */
  readonly retryAfter: number | undefined;
  /** `server status` of those who redirected before it failed. */
  readonly hops: readonly string[];
  /** Whether the question may have reached a server: a change that may have been done must not be sent again. */
  readonly sent: boolean;
  constructor(
    kind: ErrorKind,
    message: string,
    more: {
      tried?: readonly Attempt[];
      retryAfter?: number | undefined;
      hops?: readonly string[];
      sent?: boolean;
      cause?: unknown;
    } = {},
  ) {
    super(message, { cause: more.cause });
    this.kind = kind;
    this.tried = more.tried ?? [];
    this.retryAfter = more.retryAfter;
    this.hops = more.hops ?? [];
    this.sent = more.sent ?? (kind === "dropped" || kind === "timeout");
  }
}

/** The HTTP answer of a failure. Anything that is not a GatewayFailure is our own mistake, and says no more than that. */
export function failureResponse(error: unknown): Response {
  const { status, headers, text } = told(error);
  return new Response(text, { status, headers: { ...ANSWER_HEADERS, ...headers } });
}

export function failureAnswer(error: unknown, id: string): Finished {
  const { status, headers, text } = told(error);
  const body = Buffer.from(text);
  const whole = [
    ...Object.entries(headers).flat(),
    "content-security-policy",
    ANSWER_HEADERS["content-security-policy"],
    "content-length",
    String(body.length),
    HEADER.id,
    id,
  ];
  return { status, headers: whole, body, encoding: null, server: null, hops: headers[HEADER.hops] ?? null };
}

function told(error: unknown): { status: number; headers: Record<string, string>; text: string } {
  const { kind, message, tried, hops, retryAfter } =
    error instanceof GatewayFailure
      ? error
      : new GatewayFailure("internal", "The dashboard's server made a mistake; its log says more.");
  const body: GatewayErrorBody = { error: { kind, message, ...(tried.length > 0 ? { tried: [...tried] } : {}) } };
  const headers = {
    "content-type": "application/json",
    ...(retryAfter === undefined ? {} : { "retry-after": String(Math.max(1, Math.ceil(retryAfter))) }),
    ...(hops.length === 0 ? {} : { [HEADER.hops]: hops.join(", ") }),
  };
  return { status: statusOf(kind), headers, text: JSON.stringify(body) };
}
