// What an answer of Pegasus means where its status or its words mislead (reference 1.2, 2 and 8). Pure.
import { endpointAt } from "#pegasus/endpoints.ts";
import { readTarget } from "#pegasus/target.ts";
import type { Exchange } from "../../send.ts";

/** In a sentence or two; null where the answer speaks for itself. */
export function explain(
  target: string,
  { status, text, server }: Pick<Exchange, "status" | "text" | "server">,
): string | null {
  if (server === null) return null;
  const read = readTarget(target);
  const path = read.ok ? `/${read.target.path}` : "";
  const body = text.trim();
  switch (status) {
    case 200:
      return explainSuccess(path, body);
    case 307:
      return "This server sends the question on to another, and the dashboard does not follow it: only the word of a meta server counts for who leads.";
    case 400:
      return explainBadRequest(path, body);
    case 404:
      return explainNotFound(path, body);
    case 500:
      return explainError(path, body);
    default:
      return "Pegasus itself says 200, 307, 400, 404 and 500 only. Something else may have answered in its place.";
  }
}

function explainSuccess(path: string, body: string): string | null {
  if (/^ERR_[A-Z_]+/.test(body)) return "The status says that all went well, but the text is a refusal.";
  const failed = /"(update_status|error)":"(ERR_(?!OK")[^"]*)"/.exec(body);
  if (failed !== null)
    return `The status says that all went well, but “${failed[1] ?? ""}” is a refusal: ${failed[2] ?? ""}.`;
  if (body === "null" && path === "/meta/app/duplication") return "“null” means that this app is not duplicated.";
  if (body === "{}" && path === "/meta/app_envs")
    return "No environment is set, or there is no such app: Pegasus says the same to both.";
  if (body === "" && path === "/pprof/cmdline") return "The command line is longer than Pegasus can tell (1023 bytes).";
  return null;
}

/** These refuse parameters that they do not know without a word (trap 17). */
const STRICT = new Set(["/meta/app", "/meta/apps", "/meta/nodes", "/config", "/configs"]);

function explainBadRequest(path: string, body: string): string {
  if (body.startsWith("failed to parse request")) return "Pegasus could not read the path or the query.";
  if (body === "" && STRICT.has(path))
    return "A parameter is there that this call does not know: to that Pegasus says 400 and nothing more.";
  return "A parameter is missing or wrong. What Pegasus says of it is the text below.";
}

function explainNotFound(path: string, body: string): string {
  if (body.startsWith("service not found")) {
    const roles = endpointAt(path.slice(1))?.servers ?? [];
    const whose = roles.length > 0 && roles.length < 3 ? ` It is a call of ${roles.join(" and ")} servers.` : "";
    return `This server has no such path: it is of another kind, version or build.${whose}`;
  }
  if (/not enabled|disabled/.test(body))
    return "This is switched off in the configuration of the cluster, which is no failure.";
  if (path.startsWith("/replica/")) return "This server has nothing of that app, which is no failure.";
  return "Pegasus knows nothing by that name.";
}

function explainError(path: string, body: string): string {
  if (path === "/meta/app" && body.length <= 1)
    return "The app is being created or dropped. Instead of the error's name Pegasus sends one raw byte, by a mistake of its own.";
  if (path.startsWith("/pprof/") && body === "")
    return "Another profile is being taken on this server. Try again when it is done.";
  return "Pegasus failed to do it. What it says of it is the text below.";
}
