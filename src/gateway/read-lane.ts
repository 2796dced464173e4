// The way of most requests: a harmless question to a server, asked by somebody who may. It goes past the routes and what lies
// around them, which would cost more than the question itself (bench/gateway); every rule is the same function as there.
import { effectOf } from "#pegasus/endpoints.ts";
import type { Audit } from "./audit.ts";
import type { Clock } from "./clock.ts";
import type { Clusters } from "./clusters.ts";
import type { Arrival } from "./entrance.ts";
import { GatewayFailure, failureResponse } from "./failure.ts";
import type { Doors } from "./guard.ts";
import type { Log } from "./log.ts";
import type { People } from "./people/people.ts";
import { answerRead, readSafely } from "./proxy.ts";
import { proxyRoute } from "./proxy-route.ts";

export interface ReadLaneOptions {
  readonly clusters: Clusters;
  readonly people: People;
  readonly audit: Audit | null;
  readonly clock: Clock;
  readonly doors: Doors;
  readonly log: Log;
}

/** Null: it is something else, or not allowed; the routes say what. */
export function readLane({ clusters, people, log, ...rest }: ReadLaneOptions) {
  return async (request: Request, arrival: Arrival): Promise<Response | null> => {
    if (request.method !== "GET") return null;
    try {
      const route = proxyRoute(request.url);
      if (route === null) return null;
      const person = people.who(request.headers, arrival.visit);
      if (person === null) return null;
      const target = readSafely(route.rest);
      if (effectOf(target.path) !== "read") return null;
      const { cluster } = clusters.named(route.cluster);
      arrival.user = person.user;
      const acceptEncoding = request.headers.get("accept-encoding");
      const context = { ...rest, cluster, caller: { ...person, reason: null }, id: arrival.id, acceptEncoding };
      return await answerRead(context, route.via, target, request);
    } catch (error) {
      if (!(error instanceof GatewayFailure)) log.mistake(error, arrival.id);
      return failureResponse(error);
    }
  };
}
