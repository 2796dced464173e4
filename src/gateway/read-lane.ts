// The way of most requests: a harmless question to a server, asked by somebody who may. It goes past the routes and what lies
// around them, which would cost more than the question itself (bench/gateway); every rule is the same function as there.
import { effectOf } from "#pegasus/endpoints.ts";
import type { Target } from "#pegasus/target.ts";
import type { Asking } from "./asking.ts";
import type { Audit } from "./audit.ts";
import type { Clock } from "./clock.ts";
import type { Clusters } from "./clusters.ts";
import type { Arrival } from "./entrance.ts";
import { GatewayFailure } from "./failure.ts";
import type { Finished } from "./finished.ts";
import type { Doors } from "./guard.ts";
import type { People } from "./people/people.ts";
import type { Visit } from "./people/visit.ts";
import { answerRead, readSafely } from "./proxy.ts";
import { proxyRoute, type ProxyRoute } from "./proxy-route.ts";

export interface ReadLaneOptions {
  readonly clusters: Clusters;
  readonly people: People;
  readonly audit: Audit | null;
  readonly clock: Clock;
  readonly doors: Doors;
}

/** Answers one request. @throws {GatewayFailure} */
export type Lane = (arrival: Arrival) => Promise<Finished>;

/** Null: it is something else, or not allowed; the routes say what. */
export function readLane({ clusters, people, audit, clock, doors }: ReadLaneOptions) {
  return (asking: Asking, visit: Visit): Lane | null => {
    if (asking.method !== "GET") return null;
    const question = questionIn(asking);
    if (question === null || effectOf(question.target.path) !== "read") return null;
    const person = people.who(asking.headers, visit);
    if (person === null) return null;
    const { route, target } = question;
    return async (arrival) => {
      arrival.user = person.user;
      const { cluster } = clusters.named(route.cluster);
      const acceptEncoding = asking.headers.get("accept-encoding");
      const caller = { user: person.user, role: person.role, reason: null };
      const context = { cluster, audit, clock, doors, caller, id: arrival.id, acceptEncoding };
      return answerRead(context, route.via, target, asking.headers);
    };
  };
}

function questionIn({ url }: Asking): { route: ProxyRoute; target: Target } | null {
  try {
    const route = proxyRoute(url);
    return route === null ? null : { route, target: readSafely(route.rest) };
  } catch (error) {
    if (error instanceof GatewayFailure) return null;
    throw error;
  }
}
