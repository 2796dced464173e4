// Answers that need nothing more on their way out: headers, compression and length are there, and who looks at them makes them
// slow. (@hono/node-server writes a Response that nobody has touched straight to the socket; any look at its headers or body makes
// a real one of it, body copied: a fifth of the speed, measured by bench/gateway.)
import { ANSWER_HEADERS } from "./answer-headers.ts";

export interface Facts {
  readonly status: number;
  /** The Pegasus server that answered, and `server status` of each one before; for the log. */
  readonly server: string;
  readonly hops: string;
}

const FINISHED = new WeakMap<Response, Facts>();

export function finished(
  body: Uint8Array<ArrayBuffer>,
  facts: Facts,
  headers: Readonly<Record<string, string>>,
): Response {
  const response = new Response(body, { status: facts.status, headers: { ...ANSWER_HEADERS, ...headers } });
  FINISHED.set(response, facts);
  return response;
}

export function isFinished(response: Response): boolean {
  return FINISHED.has(response);
}

/** What the log wants to know of it. */
export function factsOf(response: Response): Facts | undefined {
  return FINISHED.get(response);
}
