// One question to many servers for the explorer, a line as each answers, whole. A dead one costs its own line only.
import type { FleetLine as Said, FleetRole } from "#api/fleet.ts";
import { serverRoute } from "#api/routes.ts";
import { failureOf, refuseErrors, type Failure } from "./answer.ts";
import { asTheyCome } from "./parts/few-at-once.ts";
import { fleetLines } from "./read-fleet.ts";
import { send, type Exchange } from "./send.ts";

/** What one server said, or why it said nothing. */
export type FleetLine =
  | { readonly server: string; readonly exchange: Exchange }
  | { readonly server: string; readonly failure: Failure };

interface Asked {
  readonly cluster: string;
  /** A Pegasus path with its query. */
  readonly target: string;
  readonly signal: AbortSignal;
}

/** The answers may be as old as if nobody said how old. */
const MAX_AGE_SECONDS = 1;

/** Every server of a role, by one request. Lines in the order in which they come. */
export async function* askRole(asked: Asked, role: FleetRole): AsyncGenerator<FleetLine> {
  for await (const lines of fleetLines({ ...asked, role, maxAge: MAX_AGE_SECONDS }))
    for (const line of lines) yield lineOf(asked, line);
}

function lineOf({ cluster, target }: Asked, said: Said): FleetLine {
  const { server } = said;
  const url = serverRoute(cluster, server, target);
  if ("error" in said) {
    const { kind, message } = said.error;
    const exchange = { ...exchangeOf(url, 0, JSON.stringify(said), null), server: null };
    return { server, failure: { kind: "gateway", code: kind, message, tried: [], exchange } };
  }
  const bytes = "base64" in said ? Uint8Array.from(atob(said.base64), (character) => character.charCodeAt(0)) : null;
  const text = "text" in said ? said.text : new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes ?? undefined);
  return { server, exchange: { ...exchangeOf(url, said.status, text, bytes), server, ms: said.ms } };
}

/** As the server's own route would have brought it, but for the headers, which a fleet's line does not tell. */
function exchangeOf(url: string, status: number, text: string, bytes: Uint8Array<ArrayBuffer> | null): Exchange {
  return {
    method: "GET",
    url,
    status,
    contentType: "text/plain", // what Pegasus says of everything (reference 1.2)
    headers: [],
    text,
    bytes,
    size: bytes?.length ?? new TextEncoder().encode(text).length,
    server: null,
    hops: [],
    ms: null,
    at: Date.now(),
  };
}

/** Answers of megabytes come by each server's own route, few at a time. */
const AT_ONCE = 4;

/**
 * These servers one by one: what is large flows through the gateway on their own routes, and would lie in its memory as a line of a fleet;
 * and collectors belong to no fleet. Asks nobody more once the signal aborts.
 */
export function askEach(asked: Asked, servers: readonly string[]): AsyncGenerator<FleetLine> {
  return asTheyCome(servers, AT_ONCE, (server) => ask(asked, server), asked.signal);
}

async function ask({ cluster, target, signal }: Asked, server: string): Promise<FleetLine> {
  try {
    const exchange = await send({ url: serverRoute(cluster, server, target), signal });
    if (exchange.server === null) refuseErrors(exchange);
    return { server, exchange };
  } catch (error) {
    return { server, failure: failureOf(error) };
  }
}
