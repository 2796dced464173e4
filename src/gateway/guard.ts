// Who may talk to the gateway at all, and what proves that a change was meant (design.md, rules of the proxy routes).
import { INTENT, INTENT_HEADER } from "#api/changes.ts";
import { GatewayFailure } from "./failure.ts";

/** By which names and addresses the dashboard may be called, and on which port. */
export interface Doors {
  readonly hosts: ReadonlySet<string>;
  /** The port people use; null until it listens. */
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

/** A name that a stranger's DNS points here is not ours (DNS rebinding). Null when the Host is one of ours, else the refusal. */
export function refuseHost(host: string | undefined, doors: Doors): Response | null {
  const parts = readHost(host ?? "");
  if (parts !== null && (LOOPBACK.has(parts.host) || doors.hosts.has(parts.host))) return null;
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
  const origin = request.headers.get("origin") ?? "";
  const parts = readHost(/^http:\/\/([^/]+)$/.exec(origin)?.[1] ?? "");
  const ours = parts !== null && (LOOPBACK.has(parts.host) || doors.hosts.has(parts.host));
  if (!ours || parts.port !== portText(doors.port())) {
    throw new GatewayFailure("forbidden", "A change must come from this dashboard's own page: its Origin is another.");
  }
}

function portText(port: number | null): string {
  return port === null || port === 80 ? "" : String(port);
}

/** Whether the gateway answers this path; everything else is the page's. */
export function isGatewayPath(pathname: string): boolean {
  return /^\/(api|healthz|metrics)(\/|$)/.test(pathname);
}
