// The servers of a cluster as rows: metas first, the worst of each kind first. Pure.
import type { RosterEntry } from "#api/clusters.ts";
import type { Fleet } from "#pegasus/checks/facts.ts";
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
  /** What came of the last question to it, in words; null: it has not been asked. */
  readonly answered: string | null;
  /** How long that took, ms. */
  readonly ms: number | null;
}

export interface Rounds {
  readonly versions: Fleet<{ readonly Version: string; readonly GitCommit: string }> | null;
  readonly starts: Fleet<{ readonly RecentStartTime: string }> | null;
  /** Statuses of `/meta/cluster`. */
  readonly metas: Fleet<number> | null;
}

export function serverRows(roster: readonly RosterEntry[], rounds: Rounds): ServerRow[] {
  return roster.map((entry) => {
    const version = rounds.versions?.answers.get(entry.server);
    return {
      server: entry.server,
      role: entry.role,
      leader: entry.leader,
      state: serverState(entry),
      version: version?.Version ?? null,
      commit: version?.GitCommit ?? null,
      started: rounds.starts?.answers.get(entry.server)?.RecentStartTime ?? null,
      ...howAnswered(entry, rounds),
    };
  });
}

/** A meta by what it says of who leads, the others by their version. */
function howAnswered({ server, role }: RosterEntry, { metas, versions }: Rounds): Pick<ServerRow, "answered" | "ms"> {
  const round = role === "meta" ? (metas ?? versions) : versions;
  const failure = round?.silent.find((one) => one.server === server);
  const ms = round?.ms.get(server) ?? null;
  if (failure !== undefined) return { answered: failure.message, ms };
  if (ms === null) return { answered: null, ms };
  const status = role === "meta" ? metas?.answers.get(server) : undefined;
  return { answered: status === undefined ? "200" : (META_WORDS[status] ?? `Status ${status}`), ms };
}

const META_WORDS: Readonly<Record<number, string>> = { 200: "200: it leads", 307: "307: another leads" };
