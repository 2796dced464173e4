// Whether this person may change this cluster from here, in words for the disabled button. Pure; the gateway decides again.
import type { ClusterEntry, Session } from "#api/clusters.ts";

const NOT_KNOWN = "It is not known yet whether that is allowed here.";

/** Why not; null: they may. What is not known yet (null) does not allow anything. Both reasons where there are two. */
export function changeRefused(session: Session | null, cluster: ClusterEntry | null): string | null {
  if (cluster === null || session === null) return NOT_KNOWN;
  const reasons = [readOnly(cluster), notOperator(session, "Changes need")];
  return joined(reasons);
}

/** The same of what changes nothing, as a profile or a secret's value: that a cluster is read-only does not stand in its way. */
export function operatorRefused(session: Session | null, need: string): string | null {
  return session === null ? NOT_KNOWN : notOperator(session, need);
}

function readOnly({ writes, writesRefused, name }: ClusterEntry): string | null {
  return writes ? null : (writesRefused ?? `The cluster ${name} is read-only in this dashboard.`);
}

function notOperator({ user, role }: Session, need: string): string | null {
  if (role === "operator") return null;
  const who = role === null || user === null ? "you are not signed in" : `you are signed in as ${user}, a ${role}`;
  return `${need} the role of operator; ${who}.`;
}

function joined(reasons: readonly (string | null)[]): string | null {
  const given = reasons.filter((reason) => reason !== null);
  return given.length === 0 ? null : given.join(" Besides: ");
}
