// A server's state in words. Pure.
import type { RosterEntry } from "#api/clusters.ts";
import type { Severity } from "#pegasus/health.ts";

export interface ServerState {
  readonly word: string;
  readonly severity: Severity;
}

export function serverState(entry: RosterEntry): ServerState {
  if (entry.starting) return { word: "Starting", severity: "notice" };
  if (entry.alive === null) return { word: "Not known yet", severity: "unknown" };
  if (entry.role === "meta") {
    if (!entry.alive) return { word: "Not answering", severity: "critical" };
    return { word: entry.leader ? "Leader" : "Standby", severity: "ok" };
  }
  return entry.alive ? { word: "Alive", severity: "ok" } : { word: "Dead", severity: "critical" };
}
