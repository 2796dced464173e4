// From a request to an answer: reads the target, finds the handler, and for `/meta/*` sees whether the process can stand it.
import { CALL, ENDPOINTS, type Role } from "#pegasus/endpoints.ts";
import { readTarget, serviceNotFound } from "#pegasus/target.ts";
import { badRequest, notFound, ok } from "../http/answer.ts";
import type { Outcome } from "../http/outcome.ts";
import type { Request } from "../http/request.ts";
import { isFragile } from "../model/process.ts";
import type { Handler, Place } from "./ask.ts";
import { HANDLERS } from "./handlers.ts";

const HANDLER_OF = new Map<string, Handler>(Object.entries(HANDLERS));

const calls: Handler = ({ process }) => ok(CALL.calls.answer.encode(callList(process.role)));

/** The simulator lists no more than it serves. */
const SERVED = ENDPOINTS.flatMap((endpoint) => {
  const handler = endpoint === CALL.calls ? calls : HANDLER_OF.get(endpoint.name);
  return handler === undefined ? [] : [{ endpoint, handler }];
});

function callList(role: Role): Record<string, string> {
  const served = SERVED.filter(({ endpoint }) => endpoint.servers.includes(role));
  return Object.fromEntries(served.map(({ endpoint }) => [endpoint.path, endpoint.help]));
}

export function serve({ target, method, body }: Request, place: Place): Outcome | Promise<Outcome> {
  const read = readTarget(target);
  if (!read.ok) return badRequest(read.error);
  const { path, query } = read.target;
  if (path.startsWith("meta/") && isFragile(place.process, place.now)) return "dies";
  const { role } = place.process;
  const found = SERVED.find(({ endpoint }) => endpoint.path === `/${path}` && endpoint.servers.includes(role));
  if (found === undefined) return notFound(serviceNotFound(path));
  return found.handler({ ...place, method, target, body, path, query });
}
