// `GET …/fleet/{role}/{path}`: one harmless question to every server of a role. A server that fails costs its own line only.
import { isUtf8 } from "node:buffer";
import type { FleetLine, FleetRole } from "#api/fleet.ts";
import { effectOf } from "#pegasus/endpoints.ts";
import { writeTarget, type Target } from "#pegasus/target.ts";
import { askAlone } from "./ask-alone.ts";
import { GatewayFailure } from "./failure.ts";
import { eachLimited } from "./limit.ts";
import { maskReply } from "./mask.ts";
import type { Member } from "./members.ts";
import { isCareful } from "./proxy.ts";
import type { Reply } from "./upstream.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** A hundred servers that hang cost three times the time that one does, and the dashboard's server a bounded number of connections. */
const SERVERS_AT_ONCE = 32;
/** Each line is in memory until it has gone out; all metrics of a big server are tens of megabytes. */
const LARGE_AT_ONCE = 4;

export interface FleetQuestion {
  readonly role: FleetRole;
  readonly target: Target;
  /** How old an answer may be, ms. */
  readonly maxAgeMs: number;
}

/** @throws {GatewayFailure} bad-request for what is not to be asked of everybody */
export function checkFleet({ target }: FleetQuestion): void {
  if (effectOf(target.path) !== "read") {
    throw new GatewayFailure("bad-request", `/${target.path} is not sent to every server: it does more than read.`);
  }
  if (isCareful(target)) {
    const message = `/${target.path}?detail can abort a meta server, so it is asked of the leader alone: use the route of the leader.`;
    throw new GatewayFailure("bad-request", message);
  }
}

/** One line for every server of the role, as each is done; nobody else is asked when nobody reads any more. */
export async function askFleet(
  cluster: WatchedCluster,
  question: FleetQuestion,
  { write, gone }: { readonly write: (line: FleetLine) => Promise<void>; readonly gone: AbortSignal },
): Promise<void> {
  const members = await cluster.membersOf(question.role);
  const atOnce = isLarge(question.target) ? LARGE_AT_ONCE : SERVERS_AT_ONCE;
  await eachLimited(members, atOnce, async (member) => {
    if (!gone.aborted) await write(await askOne(cluster, member, question));
  });
}

/** What filters leave is small. */
function isLarge({ path, query }: Target): boolean {
  return path === "metrics" && !query.has("metrics");
}

async function askOne(cluster: WatchedCluster, member: Member, question: FleetQuestion): Promise<FleetLine> {
  const { path } = question.target;
  try {
    const reply = await askAlone(cluster, member, writeTarget(question.target), question.maxAgeMs);
    return { server: member.name, ...shown(maskReply(path, reply)) };
  } catch (error) {
    if (!(error instanceof GatewayFailure)) throw error;
    return { server: member.name, error: { kind: error.kind, message: error.message } };
  }
}

function shown({ status, ms, body }: Reply) {
  const told = { status, ms: Math.round(ms) };
  return isUtf8(body) ? { ...told, text: body.toString("utf8") } : { ...told, base64: body.toString("base64") };
}
