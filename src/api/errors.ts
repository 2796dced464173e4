// What the gateway says when it, and not a Pegasus server, refuses or fails (design.md, rules of the proxy routes).
import * as z from "zod/mini";

export const ERROR_KINDS = [
  "starting",
  "electing",
  "no-leader",
  "unreachable",
  "timeout",
  "dropped",
  "not-a-member",
  "not-recorded",
  "read-only",
  "forbidden",
  "sign-in",
  "busy",
  "bad-request",
  "too-large",
  "not-found",
  "internal",
] as const;
export type ErrorKind = (typeof ERROR_KINDS)[number];

/** One server that was asked in vain. */
const attempt = z.looseObject({ server: z.string(), kind: z.string(), message: z.string() });
export type Attempt = { server: string; kind: ErrorKind; message: string };

/** The body of every answer that the gateway itself refuses or fails with. */
export interface GatewayErrorBody {
  error: { kind: ErrorKind; message: string; tried?: Attempt[] };
}

/** For reading: kinds stay open text, since an older page may talk to a newer gateway. */
export const gatewayErrorSchema = z.looseObject({
  error: z.looseObject({ kind: z.string(), message: z.string(), tried: z.optional(z.array(attempt)) }),
});

const STATUS: Readonly<Record<ErrorKind, number>> = {
  starting: 503,
  electing: 503,
  "no-leader": 503,
  unreachable: 502,
  timeout: 504,
  dropped: 502,
  "not-a-member": 403,
  "not-recorded": 404,
  "read-only": 403,
  forbidden: 403,
  "sign-in": 401,
  busy: 429,
  "bad-request": 400,
  "too-large": 413,
  "not-found": 404,
  internal: 500,
};

/** The HTTP status that goes with a kind. */
export function statusOf(kind: ErrorKind): number {
  return STATUS[kind];
}
