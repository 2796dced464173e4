// The two proxy routes as the browser writes them.
import { GatewayFailure } from "./failure.ts";

export interface ProxyRoute {
  /** As in the path, not decoded. */
  readonly cluster: string;
  /** `leader` or a server of the roster. */
  readonly via: string;
  /** The path and query of the Pegasus server, as the browser wrote them. */
  readonly rest: string;
}

/** Null: it is another route. @throws {GatewayFailure} bad-request */
export function proxyRoute(url: string): ProxyRoute | null {
  const route = /^\/api\/clusters\/([^/]+)\/(?:(leader)|servers\/([^/?]+))(|[/?].*)$/.exec(pathAndQuery(url));
  if (route === null) return null;
  const [, cluster = "", leader, server = "", rest = ""] = route;
  return { cluster, via: leader ?? decoded(server), rest };
}

/** As the browser wrote them: nothing is resolved, decoded or left out. */
export function pathAndQuery(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new GatewayFailure("bad-request", "The server's name is not readable.");
  }
}
