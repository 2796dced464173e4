// The calls that only the leader answers, and how a meta that does not lead sends the asker on (reference 1.7 and 9.3).
import { UNKNOWN_PARAMETER } from "#pegasus/refusals/refusal.ts";
import type { Answer } from "../http/answer.ts";
import { asHashed, type Ask, type Handler } from "./ask.ts";

/** Asks the leader; `known`: parameters that even a standby refuses all others of, before it redirects (1.7). */
export function ofLeader(handler: Handler, known?: readonly string[]): Handler {
  return (ask) => {
    if (known !== undefined && [...ask.query.keys()].some((name) => !known.includes(name))) return UNKNOWN_PARAMETER;
    return redirect(ask) ?? handler(ask);
  };
}

/** The 307 of a standby meta, or undefined from the leader itself. Values come decoded and are not encoded again. */
function redirect({ world, process, path, query }: Ask): Answer | undefined {
  if (world.election.leader === process.address) return undefined;
  const leader = world.election.named ?? "invalid host_port";
  const pairs = asHashed(query).map(([name, value]) => `${name}=${value}`);
  const location = `http://${leader}/${path}${pairs.length > 0 ? "?" : ""}${pairs.join("&")}`;
  return { status: 307, body: "", location };
}
