// From a request to an answer: reads the target, finds the handler, and for `/meta/*` sees who may answer.
import { CALL, ENDPOINTS, type Role } from "#pegasus/endpoints.ts";
import { readTarget, serviceNotFound } from "#pegasus/target.ts";
import { badRequest, notFound, ok, type Answer } from "../http/answer.ts";
import type { Request } from "../http/request.ts";
import type { Outcome } from "../http/listener.ts";
import { metrics } from "../metrics/answer.ts";
import { isFragile } from "../model/process.ts";
import type { Ask } from "./ask.ts";
import { config, configs, startTime, updateConfig, version } from "./builtin.ts";
import { app, appEnvs, apps } from "./meta-apps.ts";
import { cluster, nodes } from "./meta-cluster.ts";
import { redirect } from "./redirect.ts";

type Handler = (ask: Ask) => Answer;

/** Asks the leader; `known`: parameters that even a standby refuses all others of, before it redirects (1.7). */
function ofLeader(handler: Handler, known?: readonly string[]): Handler {
  return (ask) => {
    if (known !== undefined && [...ask.query.keys()].some((name) => !known.includes(name))) return badRequest();
    return redirect(ask) ?? handler(ask);
  };
}

/** Does not compile while a call is missing. */
const HANDLERS: Readonly<Record<keyof typeof CALL, Handler>> = {
  calls: ({ process }) => ok(CALL.calls.answer.encode(callList(process.role))),
  version,
  startTime,
  config,
  configs,
  updateConfig,
  metrics,
  cluster: ofLeader(cluster),
  nodes: ofLeader(nodes, ["detail"]),
  apps: ofLeader(apps, ["detail"]),
  app: ofLeader(app, ["name", "detail"]),
  appEnvs: ofLeader(appEnvs),
};

/** The simulator serves what `CALL` has, and lists no more than it serves. */
const SERVED = ENDPOINTS.flatMap((endpoint) => {
  const handler = new Map(Object.entries(HANDLERS)).get(endpoint.name);
  return handler === undefined ? [] : [{ endpoint, handler }];
});

function callList(role: Role): Record<string, string> {
  const calls = SERVED.filter(({ endpoint }) => endpoint.servers.includes(role));
  return Object.fromEntries(calls.map(({ endpoint }) => [endpoint.path, endpoint.help]));
}

export function serve(request: Request, place: Omit<Ask, "method" | "path" | "query">): Outcome {
  const read = readTarget(request.target);
  if (!read.ok) return badRequest(read.error);
  const { path, query } = read.target;
  if (path.startsWith("meta/") && isFragile(place.process, place.now)) return "dies";
  const { role } = place.process;
  const found = SERVED.find(({ endpoint }) => endpoint.path === `/${path}` && endpoint.servers.includes(role));
  if (found === undefined) return notFound(serviceNotFound(path));
  return found.handler({ ...place, method: request.method, path, query });
}
