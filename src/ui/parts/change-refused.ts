// Whether this person may change this cluster from here, in words for the disabled button. Pure; the gateway decides again.
import type { ClusterEntry, Session } from "#api/clusters.ts";

/** Why not; null: they may. What is not known yet (null) does not allow anything. */
export function changeRefused(session: Session | null, cluster: ClusterEntry | null): string | null {
  if (cluster === null || session === null) return "It is not known yet whether changes are allowed here.";
  if (!cluster.writes) return cluster.writesRefused ?? `The cluster ${cluster.name} is read-only in this dashboard.`;
  if (session.role !== "operator") return "Changes need the role of operator; you are signed in as a viewer.";
  return null;
}
