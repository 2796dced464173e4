// The one place that judges an exchange: it becomes typed data, or a failure that reads as a sentence.
import type * as z from "zod/mini";
import { gatewayErrorSchema, type Attempt } from "#api/errors.ts";
import { AnswerError } from "#pegasus/answers/codec.ts";
import type { Codec } from "#pegasus/answers/codec.ts";
import { GatewayUnreachable, type Exchange } from "./send.ts";

export interface Answer<T> {
  readonly data: T;
  readonly exchange: Exchange;
}

/**
 * - `offline`: the dashboard's own server does not answer.
 * - `gateway`: the gateway refused or could not reach anybody; `code` is one of #api/errors.ts.
 * - `refused`: Pegasus said so by its status.
 * - `unreadable`: Pegasus said something that this dashboard cannot read.
 * - `broken`: a mistake of the page itself.
 */
export type Failure =
  | { readonly kind: "offline"; readonly message: string }
  | {
      readonly kind: "gateway";
      readonly code: string;
      readonly message: string;
      readonly tried: readonly Pick<Attempt, "server" | "message">[];
      readonly exchange: Exchange;
    }
  | { readonly kind: "refused"; readonly message: string; readonly exchange: Exchange }
  | { readonly kind: "unreadable"; readonly message: string; readonly exchange: Exchange }
  | { readonly kind: "broken"; readonly message: string };

class AnswerFailure extends Error {
  override readonly name = "AnswerFailure";
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Any thrown thing as a failure that can be shown. */
export function failureOf(error: unknown): Failure {
  if (error instanceof AnswerFailure) return error.failure;
  if (error instanceof GatewayUnreachable) return { kind: "offline", message: error.message };
  return { kind: "broken", message: error instanceof Error ? error.message : String(error) };
}

/** A Pegasus answer. `/config` says with 200 and plain text that a flag does not exist (trap 12): that is a refusal too. */
export function judge<T>(exchange: Exchange, codec: Codec<T>): Answer<T> {
  refuseErrors(exchange);
  const refusal = /^ERR_[A-Z_]+(?::.*)?$/s.exec(exchange.text.trim())?.[0];
  if (refusal !== undefined) throw new AnswerFailure({ kind: "refused", message: refusal, exchange });
  try {
    return { data: codec.decode(exchange.text), exchange };
  } catch (error) {
    if (!(error instanceof AnswerError)) throw error;
    throw new AnswerFailure({ kind: "unreadable", message: unreadable(exchange, error.message), exchange });
  }
}

/** An answer of the gateway's own routes. */
export function judgeApi<T>(exchange: Exchange, schema: z.ZodMiniType<T>): Answer<T> {
  refuseErrors(exchange);
  try {
    return { data: schema.parse(JSON.parse(exchange.text)), exchange };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new AnswerFailure({ kind: "unreadable", message: unreadable(exchange, message), exchange });
  }
}

function unreadable(exchange: Exchange, why: string): string {
  return `${exchange.server ?? "The gateway"} answered, but not in a form that this dashboard can read (${why}).`;
}

/** Throws when the exchange's status is a failure, whoever said it. */
export function refuseErrors(exchange: Exchange): void {
  if (exchange.status >= 200 && exchange.status < 300) return;
  if (exchange.server === null) {
    const said = readGatewayError(exchange.text);
    if (said !== null) throw new AnswerFailure({ kind: "gateway", ...said, exchange });
  }
  const who = exchange.server ?? "The gateway";
  const text = exchange.text.trim();
  const message = `${who} refused with status ${exchange.status}${text === "" ? ", without saying why." : `: ${text}`}`;
  throw new AnswerFailure({ kind: "refused", message, exchange });
}

function readGatewayError(text: string): { code: string; message: string; tried: Attempt[] } | null {
  try {
    const { error } = gatewayErrorSchema.parse(JSON.parse(text));
    // Kinds are open text in what we read, and only shown.
    return { code: error.kind, message: error.message, tried: (error.tried ?? []) as Attempt[] };
  } catch {
    return null;
  }
}
