// The later steps of a diagnosis, when a Pegasus server has been found: which kind it is, whom it calls leader, and who is behind it.
import { callList, version } from "#pegasus/answers/builtin.ts";
import { metrics } from "#pegasus/answers/metrics.ts";
import { AnswerError } from "#pegasus/answers/codec.ts";
import { askAlone } from "./ask-alone.ts";
import { SECOND } from "./clock.ts";
import { GatewayFailure } from "./failure.ts";
import { askFlag } from "./flag-value.ts";
import { authorityOf } from "./follow.ts";
import { doubtful, failed, failedBy, found, type Found } from "./found.ts";
import { BEACON_TARGET } from "./gate.ts";
import { eachLimited } from "./limit.ts";
import type { Member } from "./members.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

const SERVERS_AT_ONCE = 16;
/** So many are named. */
const NAMED = 3;

export async function roleOf(cluster: WatchedCluster, member: Member): Promise<Found<true>> {
  try {
    const { role, named } = await askRole(cluster, member);
    const { Version } = version.decode(await textOf(cluster, member, "/version"));
    const who = `a Pegasus ${role} server${named === null ? "" : ` of the cluster "${named}"`}`;
    if (role !== "meta")
      return failed(
        `${member.name} is ${who}, version ${Version}, and no meta server.`,
        await metasOf(cluster, member),
      );
    if (named === null)
      return doubtful(
        true,
        `${member.name} is ${who}, version ${Version}.`,
        "This version has no /metrics: load, health by metrics and the Metrics page stay empty until it is upgraded.",
      );
    return found(true, `${member.name} is ${who}, version ${Version}.`);
  } catch (error) {
    if (!(error instanceof AnswerError)) return failedBy(error);
    return failed(`${member.name} answers as no known version of Pegasus does: ${error.message}`, "Look at its log.");
  }
}

/** `named`: what the cluster is called; null where the version is too old to tell. */
async function askRole(cluster: WatchedCluster, member: Member): Promise<{ role: string; named: string | null }> {
  const { status, body } = await cluster.ask(member, { method: "GET", target: BEACON_TARGET });
  if (status === 200) {
    const document = metrics.decode(body.toString("utf8"));
    return { role: document.role, named: document.cluster };
  }
  const calls = Object.keys(callList.decode(await textOf(cluster, member, "/")));
  return { role: calls.some((path) => path.startsWith("/meta/")) ? "meta" : "replica", named: null };
}

async function textOf(cluster: WatchedCluster, member: Member, target: string): Promise<string> {
  const { body } = await cluster.ask(member, { method: "GET", target });
  return body.toString("utf8");
}

async function metasOf(cluster: WatchedCluster, member: Member): Promise<string> {
  const metas = await askFlag(cluster, member.name, "server_list").then(
    ({ value }) => value,
    () => "",
  );
  const known = metas === "" ? "" : ` It says of its own that they are ${metas}.`;
  return `Give the dashboard the addresses of the meta servers.${known}`;
}

/** What this meta says for itself, and whether the leader that it names answers. */
export async function whoLeads(cluster: WatchedCluster, member: Member): Promise<Found<true>> {
  try {
    const { status, location } = await cluster.ask(member, { method: "GET", target: "/meta/cluster" });
    if (status === 200) return found(true, `${member.name} leads.`);
    if (status !== 307) return failed(`${member.name} answers with status ${status}.`, "Look at its log.");
    const named = authorityOf(location);
    const leading = await cluster.leading();
    return found(
      true,
      `${member.name} is a backup and says that ${named} leads; ${leading.member.name} answers as the leader.`,
    );
  } catch (error) {
    const { next = "", ...told } = failedBy(error);
    const nameless =
      error instanceof GatewayFailure && error.kind === "unreachable" && /does not resolve/.test(error.message);
    return { ...told, next: nameless ? "Say where that name is with resolve in the configuration." : next };
  }
}

export async function reachableReplicas(cluster: WatchedCluster): Promise<Found<true>> {
  const members = await cluster.replicaServers();
  if (members.length === 0)
    return failed("The leader names no replica server.", "Without one the cluster holds no data: are they running?");
  const silent = new Map<Member, string>();
  await eachLimited(members, SERVERS_AT_ONCE, async (member) => {
    try {
      await askAlone(cluster, member, "/version", SECOND);
    } catch (error) {
      if (!(error instanceof GatewayFailure)) throw error;
      silent.set(member, error.message);
    }
  });
  const answering = `${members.length - silent.size} of ${members.length} replica servers answer`;
  if (silent.size === 0) return found(true, `${answering}.`);
  const [first] = [...silent.values()];
  const names = [...silent.keys()].map(({ name, alive }) =>
    alive === false ? `${name} (dead for the leader, too)` : name,
  );
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : "";
  const message = `${answering}; not ${names.slice(0, NAMED).join(", ")}${more}. ${first ?? ""}`;
  const living = [...silent.keys()].some(({ alive }) => alive !== false);
  const next = living
    ? "The leader reaches them, this machine does not: let it pass to their ports, or say where their names are with resolve in the configuration."
    : "They are down: the dashboard reaches all that the leader does.";
  return doubtful(true, message, next);
}
