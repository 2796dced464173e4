// Answers that came through the gateway as entries of a HAR 1.2 recording of the servers themselves. Pure.
import { gatewayErrorSchema } from "#api/errors.ts";
import type { Exchange } from "../../send.ts";

/** One question of a snapshot. */
export interface Asking {
  /** Who was asked, `host:port`. */
  readonly server: string;
  /** Path and query, as Pegasus reads them. */
  readonly target: string;
}

/** A header of HAR. */
interface Pair {
  readonly name: string;
  readonly value: string;
}

export interface HarEntry {
  readonly startedDateTime: string;
  readonly time: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly httpVersion: string;
    readonly cookies: readonly [];
    readonly headers: readonly Pair[];
    readonly queryString: readonly Pair[];
    readonly headersSize: number;
    readonly bodySize: number;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly httpVersion: string;
    readonly cookies: readonly [];
    readonly headers: readonly Pair[];
    readonly content: {
      readonly size: number;
      readonly mimeType: string;
      readonly text: string;
      readonly encoding?: "base64";
    };
    readonly redirectURL: string;
    readonly headersSize: number;
    readonly bodySize: number;
    /** Why there is no answer; the status is then 0. */
    readonly _error?: string;
  };
  readonly cache: Readonly<Record<string, never>>;
  readonly timings: { readonly send: number; readonly wait: number; readonly receive: number };
  readonly comment?: string;
}

/** What an exchange is in a recording: entries in the order in which they happened, or the reason why it is none. */
export type Recorded =
  | { readonly kind: "entries"; readonly entries: readonly HarEntry[]; readonly failed: boolean }
  | { readonly kind: "not-asked"; readonly why: string };

/** All statuses of Pegasus (reference 1.2). */
const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  307: "Temporary Redirect",
  400: "Bad Request",
  404: "Not Found",
  500: "Internal Server Error",
};

/** Kinds of the gateway's failures that are what happened on the wire. All others mean that it did not ask. */
const WIRE_FAILURES: ReadonlySet<string> = new Set(["unreachable", "timeout", "dropped"]);

/** @param tookMs how long the page waited, where the gateway does not say how long the server took */
export function recordedOf({ server, target }: Asking, exchange: Exchange, tookMs: number): Recorded {
  const { hops, at, ms } = exchange;
  const time = ms ?? tookMs;
  const sentAt = at - time;
  const redirects = (answeredBy: string): HarEntry[] =>
    hops.map((hop, index) => hopEntry(hop, nameIn(hops[index + 1]) ?? answeredBy, target, sentAt));
  if (exchange.server !== null) {
    const entry = answerEntry(exchange, exchange.server, target, { sentAt, time });
    return { kind: "entries", entries: [...redirects(exchange.server), entry], failed: false };
  }
  const { kind, message } = failureIn(exchange);
  if (!WIRE_FAILURES.has(kind)) return { kind: "not-asked", why: message };
  const failed = hops.length > 0 ? redirects("") : [faultEntry(server, target, sentAt, time, `${kind}: ${message}`)];
  return { kind: "entries", entries: failed, failed: true };
}

function answerEntry(
  exchange: Exchange,
  server: string,
  target: string,
  { sentAt, time }: { readonly sentAt: number; readonly time: number },
): HarEntry {
  const { status, text, bytes, size, contentType } = exchange;
  return {
    ...requestOf(server, target, sentAt, time),
    response: {
      status,
      statusText: REASONS[status] ?? "",
      httpVersion: "HTTP/1.1",
      cookies: [],
      // What Pegasus itself sends (reference 1.2); all else on the way to the browser is the gateway's.
      headers: headers([
        ["Content-Type", contentType],
        ["Content-Length", String(size)],
      ]),
      content: {
        size,
        mimeType: contentType,
        ...(bytes === null ? { text } : { text: base64(bytes), encoding: "base64" as const }),
      },
      redirectURL: "",
      headersSize: -1,
      bodySize: size,
    },
  };
}

/** `server status` or `server kind`: what the gateway met on its way to `next`. */
function hopEntry(hop: string, next: string, target: string, sentAt: number): HarEntry {
  const [server = "", what = ""] = hop.split(" ");
  if (what !== "307") return faultEntry(server, target, sentAt, 0, what);
  const location = `http://${next}${target}`;
  return {
    ...requestOf(server, target, sentAt, 0),
    response: {
      status: 307,
      statusText: "Temporary Redirect",
      httpVersion: "HTTP/1.1",
      cookies: [],
      headers: headers([
        ["Content-Type", "text/plain"],
        ["Content-Length", "0"],
        ["Location", location],
      ]),
      content: { size: 0, mimeType: "text/plain", text: "" },
      redirectURL: location,
      headersSize: -1,
      bodySize: 0,
    },
    comment: "as the dashboard followed it",
  };
}

function faultEntry(server: string, target: string, sentAt: number, time: number, error: string): HarEntry {
  return {
    ...requestOf(server, target, sentAt, time),
    response: {
      status: 0,
      statusText: "",
      httpVersion: "",
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: "x-unknown", text: "" },
      redirectURL: "",
      headersSize: -1,
      bodySize: 0,
      _error: error,
    },
  };
}

function requestOf(server: string, target: string, sentAt: number, time: number) {
  const query = target.split("?")[1] ?? "";
  const pairs = query === "" ? [] : query.split("&").map((pair) => pair.split("="));
  return {
    startedDateTime: new Date(sentAt).toISOString(),
    time,
    request: {
      method: "GET",
      url: `http://${server}${target}`,
      httpVersion: "HTTP/1.1",
      cookies: [] as const,
      headers: headers([["Host", server]]),
      queryString: pairs.map(([name = "", value = ""]) => ({
        name: decodeURIComponent(name),
        value: decodeURIComponent(value),
      })),
      headersSize: -1,
      bodySize: 0,
    },
    cache: {},
    timings: { send: 0, wait: time, receive: 0 },
  };
}

function headers(pairs: readonly (readonly [name: string, value: string])[]): Pair[] {
  return pairs.map(([name, value]) => ({ name, value }));
}

function nameIn(hop: string | undefined): string | undefined {
  return hop?.split(" ")[0];
}

function failureIn({ text }: Exchange): { readonly kind: string; readonly message: string } {
  try {
    return gatewayErrorSchema.parse(JSON.parse(text)).error;
  } catch {
    return { kind: "internal", message: "The dashboard's server answered something that is no answer of Pegasus." };
  }
}

const SLICE = 0x8000;

function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let start = 0; start < bytes.length; start += SLICE)
    binary += String.fromCharCode(...bytes.subarray(start, start + SLICE));
  return btoa(binary);
}
