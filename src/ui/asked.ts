// What an exchange asked of Pegasus, for the explorer and for a terminal.
import { CLUSTERS } from "#api/routes.ts";
import type { Exchange } from "./send.ts";

export interface Asked {
  readonly cluster: string;
  /** `leader` or host:port, as the explorer's URL names it. */
  readonly server: string;
  /** With leading slash, without the query. */
  readonly path: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
}

const PROXY_ROUTE = new RegExp(`^${CLUSTERS}/([^/]+)/(?:leader|servers/([^/?]+))(/[^?]*)(?:\\?(.*))?$`);

/** Null for the gateway's own routes, behind which there is no single Pegasus request. */
export function askedOf(exchange: Pick<Exchange, "url">): Asked | null {
  const match = PROXY_ROUTE.exec(exchange.url);
  if (match === null) return null;
  const [, cluster = "", server, path = "/", query = ""] = match;
  return {
    cluster: decodeURIComponent(cluster),
    server: server === undefined ? "leader" : decodeURIComponent(server),
    path,
    query,
  };
}

/** The line that an operator would type, against the server that answered; null when nobody is known to ask. */
export function curlOf(exchange: Pick<Exchange, "url" | "server" | "method">): string | null {
  const asked = askedOf(exchange);
  const server = exchange.server ?? (asked?.server === "leader" ? null : asked?.server);
  if (asked === null || server === null || server === undefined) return null;
  const query = asked.query === "" ? "" : `?${asked.query}`;
  const method = exchange.method === "GET" ? "" : `-X ${exchange.method} `;
  return `curl ${method}${quoted(`http://${server}${asked.path}${query}`)}`;
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
