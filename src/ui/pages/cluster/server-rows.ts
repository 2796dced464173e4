// The servers of a cluster as rows: metas first, the worst of each kind first. Pure.
import type { RosterEntry } from "#api/clusters.ts";
import { serverState, type ServerState } from "../../parts/server-state.ts";

export interface ServerRow {
  readonly server: string;
  readonly role: RosterEntry["role"];
  readonly leader: boolean;
  readonly state: ServerState;
  /** Null: not known. */
  readonly version: string | null;
  readonly commit: string | null;
  /** The server's own time, without zone. */
  readonly started: string | null;
}

/** `versions` and `starts` by server name. */
export function serverRows(
  roster: readonly RosterEntry[],
  versions: ReadonlyMap<string, { readonly Version: string; readonly GitCommit: string }>,
  starts: ReadonlyMap<string, { readonly RecentStartTime: string }>,
): ServerRow[] {
  return roster.map((entry) => ({
    server: entry.server,
    role: entry.role,
    leader: entry.leader,
    state: serverState(entry),
    version: versions.get(entry.server)?.Version ?? null,
    commit: versions.get(entry.server)?.GitCommit ?? null,
    started: starts.get(entry.server)?.RecentStartTime ?? null,
  }));
}

/** In words where servers run different versions or builds; null when they agree or are not known. */
export function mixedVersions(rows: readonly ServerRow[]): string | null {
  const counts = new Map<string, number>();
  for (const { version, commit } of rows) {
    if (version === null || version === "") continue;
    const build = `${version} (${(commit ?? "").slice(0, 8)})`;
    counts.set(build, (counts.get(build) ?? 0) + 1);
  }
  if (counts.size < 2) return null;
  const parts = [...counts].map(([build, count]) => `${build} on ${count}`);
  return `Different versions: ${parts.join(", ")}`;
}
