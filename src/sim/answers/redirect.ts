// How a meta that does not lead sends the asker on (reference 1.7 and 9.3).
import type { Answer } from "../http/answer.ts";
import { asHashed, type Ask } from "./ask.ts";

/** The 307 of a standby meta, or undefined from the leader itself. Values come decoded and are not encoded again. */
export function redirect({ world, process, path, query }: Ask): Answer | undefined {
  if (world.election.leader === process.address) return undefined;
  const leader = world.election.named ?? "invalid host_port";
  const pairs = asHashed(query).map(([name, value]) => `${name}=${value}`);
  const location = `http://${leader}/${path}${pairs.length > 0 ? "?" : ""}${pairs.join("&")}`;
  return { status: 307, body: "", location };
}
