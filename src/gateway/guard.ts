// Who may talk to the gateway at all, and what proves that a change was meant (design.md, rules of the proxy routes).
import { INTENT, INTENT_HEADER } from "#api/changes.ts";
import { GatewayFailure } from "./failure.ts";

/** By which names and addresses the dashboard may be called, and on which port. */
export interface Doors {
  /** Beside loopback. */
  readonly hosts: ReadonlySet<string>;
  /** What people type to come here by a proxy in front, as `https://pegasus.example.com`. */
  readonly publicOrigin?: string | null;
  /** The port that it listens on; null until it does. */
  readonly port: () => number | null;
}

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

interface HostPort {
  readonly host: string;
  readonly port: string;
}

function readHost(text: string): HostPort | null {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::(\d{1,5}))?$/i.exec(text);
  return match === null ? null : { host: (match[1] ?? "").toLowerCase(), port: match[2] ?? "" };
}

interface Called {
  /** What stands in the request line. */
  readonly url?: string | undefined;
  readonly headers: { readonly host?: string | undefined };
}

/**
 * By which host a request calls us: its Host header. Undefined, and so nobody of ours, where its request line names another one
 * (absolute form), which would count more (RFC 9112, 3.2.2).
 */
export function calledHost({ url = "", headers }: Called): string | undefined {
  const authority = /^[a-z]+:\/\/([^/?#]*)/i.exec(url)?.[1];
  return authority === undefined || authority.toLowerCase() === headers.host?.toLowerCase() ? headers.host : undefined;
}

/** A name that a stranger's DNS points here is not ours (DNS rebinding). Null when the Host is one of ours, else the refusal. */
export function refuseHost(host: string | undefined, doors: Doors): Response | null {
  const parts = readHost(host ?? "");
  if (parts !== null && isOurName(parts.host, doors)) return null;
  return new Response("This dashboard does not answer to that host name.\n", {
    status: 421,
    headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
  });
}

/** @throws {GatewayFailure} forbidden, unless the request comes from this dashboard's own page and says what it means. */
export function requireIntent(request: Request, doors: Doors): void {
  if (request.headers.get(INTENT_HEADER) !== INTENT) {
    throw new GatewayFailure("forbidden", `A change needs the header ${INTENT_HEADER}: ${INTENT}.`);
  }
  if (!isOurOrigin(request.headers.get("origin") ?? "", doors)) {
    throw new GatewayFailure("forbidden", "A change must come from this dashboard's own page: its Origin is another.");
  }
}

/** Every browser names the page that a POST or DELETE comes from; only programs do not. @throws {GatewayFailure} forbidden */
export function refuseForeign(request: Request, doors: Doors): void {
  const origin = request.headers.get("origin");
  if (origin === null || isOurOrigin(origin, doors)) return;
  throw new GatewayFailure("forbidden", "This must come from this dashboard's own page: its Origin is another.");
}

function isOurName(host: string, { hosts, publicOrigin }: Doors): boolean {
  return LOOPBACK.has(host) || hosts.has(host) || host === partsOf(publicOrigin ?? "")?.host;
}

/** Any of our names as the port that we listen on has it, and as the public address is: the same scheme and port. */
function isOurOrigin(origin: string, doors: Doors): boolean {
  const given = partsOf(origin);
  if (given === null || !isOurName(given.host, doors)) return false;
  const own = doors.port();
  const ways = [
    { scheme: "http", port: own === null || own === 80 ? "" : String(own) },
    partsOf(doors.publicOrigin ?? ""),
  ];
  return ways.some((way) => way !== null && way.scheme === given.scheme && way.port === given.port);
}

function partsOf(origin: string): (HostPort & { readonly scheme: string }) | null {
  const [, scheme = "", rest = ""] = /^(https?):\/\/([^/]+)$/.exec(origin) ?? [];
  const parts = readHost(rest);
  return parts === null ? null : { ...parts, scheme };
}

/** Whether the gateway answers this path; everything else is the page's. */
export function isGatewayPath(pathname: string): boolean {
  return /^\/(api|healthz|metrics)(\/|$)/.test(pathname);
}
