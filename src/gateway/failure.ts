// How the gateway says that it could not, or would not, do what was asked.
import { statusOf, type Attempt, type ErrorKind, type GatewayErrorBody } from "#api/errors.ts";

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
  const failure =
    error instanceof GatewayFailure
      ? error
      : new GatewayFailure("internal", "The dashboard's server made a mistake; its log says more.");
  const body: GatewayErrorBody = {
    error: {
      kind: failure.kind,
      message: failure.message,
      ...(failure.tried.length > 0 ? { tried: [...failure.tried] } : {}),
    },
  };
  return Response.json(body, {
    status: statusOf(failure.kind),
    headers: {
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      ...(failure.retryAfter === undefined
        ? {}
        : { "retry-after": String(Math.max(1, Math.ceil(failure.retryAfter))) }),
      ...(failure.hops.length === 0 ? {} : { "x-pegasus-hops": failure.hops.join(", ") }),
    },
  });
}
