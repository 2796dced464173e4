// From a request to an answer: reads the target, finds the handler, and sees whether the process can stand the request.
import { serviceNotFound, unreadableTarget } from "#pegasus/refusals/refusal.ts";
import { readTarget } from "#pegasus/target.ts";
import type { Outcome } from "../http/outcome.ts";
import type { Request } from "../http/request.ts";
import { isDeaf, isFragile } from "../model/process.ts";
import type { Handler, Place } from "./ask.ts";
import { servedAt } from "./call-list.ts";
import { HANDLERS } from "./handlers.ts";
import { perfCounter } from "./perf-counter.ts";

const HANDLER_OF = new Map<string, Handler>(Object.entries({ ...HANDLERS, perfCounter }));

export function serve({ target, method, body }: Request, place: Place): Outcome | Promise<Outcome> {
  const { process, now } = place;
  if (isDeaf(process, now)) return "closes";
  const read = readTarget(target);
  if (!read.ok) return unreadableTarget(read.error);
  const { path, query } = read.target;
  if (path.startsWith("meta/") && isFragile(process, now)) return "dies";
  const endpoint = servedAt(path, process);
  const handler = HANDLER_OF.get(endpoint?.name ?? "");
  if (handler === undefined) return serviceNotFound(path);
  return handler({ ...place, method, target, body, path, query });
}
