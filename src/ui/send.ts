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
  /** All headers as they came to the browser, names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  /** The body as it came, where it is not UTF-8, so that `text` only resembles it; else null. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** Of the unpacked body, bytes. */
  readonly size: number;
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
  const { response, body } = await attempt(request, async (answer) => ({
    response: answer,
    body: await readBody(answer),
  }));
  return exchangeOf(request, response, body);
}

/** The same for NDJSON: `onLine` is called as each line comes, then the exchange with the whole text is returned. */
export async function sendForLines(request: Request, onLine: (line: string) => void): Promise<Exchange> {
  const { response, body } = await attempt(request, async (answer) => ({
    response: answer,
    body: await readLines(answer, answer.ok ? onLine : () => {}),
  }));
  return exchangeOf(request, response, body);
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

type Body = Pick<Exchange, "text" | "bytes" | "size">;

function exchangeOf(request: Request, response: Response, body: Body): Exchange {
  const { headers } = response;
  const hops = headers.get(HEADER.hops) ?? "";
  const ms = headers.get(HEADER.ms);
  return {
    method: request.method ?? "GET",
    url: request.url,
    status: response.status,
    contentType: headers.get("content-type") ?? "",
    headers: [...headers],
    ...body,
    server: headers.get(HEADER.server),
    hops: hops === "" ? [] : hops.split(",").map((hop) => hop.trim()),
    ms: ms === null ? null : Number(ms),
    at: Date.now() - Number(headers.get(HEADER.age) ?? "0"),
  };
}

/** Piece by piece, as it comes: a hundred megabytes decoded at once would hold up the page. */
async function readBody(response: Response): Promise<Body> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let text: string | null = "";
  const reader = response.body?.getReader();
  for (;;) {
    const chunk = await reader?.read();
    if (chunk?.value !== undefined) chunks.push(chunk.value);
    if (text !== null) text = decoded(decoder, chunk?.value, text);
    if (chunk === undefined || chunk.done) break;
  }
  const size = chunks.reduce((sum, { length }) => sum + length, 0);
  if (text !== null) return { text, bytes: null, size };
  const bytes = new Uint8Array(await new Blob(chunks).arrayBuffer());
  return { text: new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), bytes, size };
}

/** Null: it is not UTF-8. Without a piece: what is left at the end. */
function decoded(decoder: TextDecoder, piece: Uint8Array | undefined, before: string): string | null {
  try {
    return before + (piece === undefined ? decoder.decode() : decoder.decode(piece, { stream: true }));
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

async function readLines(response: Response, onLine: (line: string) => void): Promise<Body> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let whole = "";
  let rest = "";
  let size = 0;
  for (;;) {
    const chunk = await reader?.read();
    const piece = chunk?.value === undefined ? decoder.decode() : decoder.decode(chunk.value, { stream: true });
    whole += piece;
    size += chunk?.value?.length ?? 0;
    const lines = (rest + piece).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") onLine(line);
    if (chunk === undefined || chunk.done) break;
  }
  if (rest !== "") onLine(rest);
  return { text: whole, bytes: null, size };
}
