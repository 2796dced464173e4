// The one place that calls fetch. What comes back is the exchange, whole: judging and decoding it is answer.ts's work.
import { HEADER } from "#api/routes.ts";

export interface Request {
  /** A route of the gateway, e.g. from `leaderRoute`. Never another host. */
  readonly url: string;
  readonly method?: "GET" | "POST" | "DELETE";
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** How old an answer may be, seconds: many viewers then cost the cluster what one does. */
  readonly maxAge?: number;
  readonly signal?: AbortSignal;
}

/** What was asked and what came back, untouched. */
export interface Exchange {
  readonly method: "GET" | "POST" | "DELETE";
  readonly url: string;
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** Which Pegasus server answered; null when the gateway itself did. */
  readonly server: string | null;
  /** `server status` of each server asked before it. */
  readonly hops: readonly string[];
  /** How long Pegasus took, ms; null when it was not asked. */
  readonly ms: number | null;
  /** When the answer was given, ms since epoch by this browser's clock, its age in the gateway's cache taken off. */
  readonly at: number;
}

/** The gateway itself could not be reached, or the connection to it broke. */
export class GatewayUnreachable extends Error {
  override readonly name = "GatewayUnreachable";
}

/** @throws {GatewayUnreachable} and what an aborted signal throws. */
export async function send(request: Request): Promise<Exchange> {
  const { response, text } = await attempt(request, async (answer) => ({
    response: answer,
    text: await answer.text(),
  }));
  return exchangeOf(request, response, text);
}

/** The same for NDJSON: `onLine` is called as each line comes, then the exchange with the whole text is returned. */
export async function sendForLines(request: Request, onLine: (line: string) => void): Promise<Exchange> {
  const { response, text } = await attempt(request, async (answer) => ({
    response: answer,
    text: await readLines(answer, answer.ok ? onLine : () => {}),
  }));
  return exchangeOf(request, response, text);
}

async function attempt<T>(request: Request, read: (response: Response) => Promise<T>): Promise<T> {
  const { method = "GET", body, headers = {}, maxAge, signal } = request;
  try {
    const response = await fetch(request.url, {
      method,
      headers: { ...headers, ...(maxAge === undefined ? {} : { "cache-control": `max-age=${Math.floor(maxAge)}` }) },
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
      credentials: "same-origin",
      cache: "no-store",
    });
    return await read(response);
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new GatewayUnreachable("The dashboard's own server does not answer. Is it still running?", { cause: error });
  }
}

function exchangeOf(request: Request, response: Response, text: string): Exchange {
  const { headers } = response;
  const hops = headers.get(HEADER.hops) ?? "";
  const ms = headers.get(HEADER.ms);
  return {
    method: request.method ?? "GET",
    url: request.url,
    status: response.status,
    contentType: headers.get("content-type") ?? "",
    text,
    server: headers.get(HEADER.server),
    hops: hops === "" ? [] : hops.split(",").map((hop) => hop.trim()),
    ms: ms === null ? null : Number(ms),
    at: Date.now() - Number(headers.get(HEADER.age) ?? "0"),
  };
}

async function readLines(response: Response, onLine: (line: string) => void): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let whole = "";
  let rest = "";
  for (;;) {
    const chunk = await reader?.read();
    const piece = chunk?.value === undefined ? decoder.decode() : decoder.decode(chunk.value, { stream: true });
    whole += piece;
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") onLine(line);
    if (chunk === undefined || chunk.done) break;
  }
  if (rest !== "") onLine(rest);
  return whole;
}
