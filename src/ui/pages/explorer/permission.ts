// Whether this person may send a change or a costly call to this cluster, in words. Pure; the gateway decides again.
import type { ClusterEntry, Session } from "#api/clusters.ts";
import type { Effect } from "#pegasus/endpoint.ts";
import { changeRefused } from "../../parts/change-refused.ts";

/** Why not; null: they may. A costly call changes nothing, so it needs no permission to write, but the role. */
export function refusalOf(effect: Effect, session: Session | null, cluster: ClusterEntry | null): string | null {
  if (effect !== "costly") return changeRefused(session, cluster);
  if (cluster === null || session === null) return "It is not known yet whether this is allowed here.";
  if (cluster.kind === "replay") return "This is a recording: a server that could be asked is not there.";
  return session.role === "operator" ? null : "Costly calls need the role of operator; you are signed in as a viewer.";
}
