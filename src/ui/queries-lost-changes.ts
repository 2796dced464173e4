// What was changed through this dashboard and no longer holds, for the Config page and whoever else lists what is wrong.
import { queryOptions } from "@tanstack/react-query";
import { AUDIT_LIMIT, auditSchema, type AuditEntry } from "#api/changes.ts";
import { clusterRoute } from "#api/routes.ts";
import { startTime } from "#pegasus/answers/builtin.ts";
import { config } from "#pegasus/answers/config.ts";
import { lostChanges, standingChanges, type LostChange } from "#pegasus/lost-changes.ts";
import { writeTarget } from "#pegasus/target.ts";
import { judgeApi, type Answer } from "./answer.ts";
import type { Pace } from "./live.ts";
import { readFleet } from "./read-fleet.ts";
import { send } from "./send.ts";

/** A restart is not sudden news, and each flag that was changed costs a question to every server. */
const PACE: Pace = { atLeast: 30, polled: true };
const MAX_AGE_SECONDS = 5;
/** The flags that were changed last; whoever changes more of them by hand has other worries. */
const MOST_FLAGS = 20;

/** `server`, then `flag`. */
type Values = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Asks nobody but the gateway where nothing was changed. */
export function lostChangesQuery(cluster: string) {
  const queryKey: readonly unknown[] = ["cluster", cluster, "lost-changes"];
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }): Promise<Answer<readonly LostChange[]>> => {
      const url = `${clusterRoute(cluster, "audit")}?limit=${AUDIT_LIMIT.standard}`;
      const audit = judgeApi<AuditEntry[]>(await send({ url, signal }), auditSchema);
      const standing = standingChanges(audit.data);
      if (standing.length === 0) return { data: [], exchange: audit.exchange };
      const ask = { cluster, role: "all", maxAge: MAX_AGE_SECONDS, signal } as const;
      const read = (text: string): string => startTime.decode(text).RecentStartTime;
      const starts = new Map<string, string>();
      for await (const some of readFleet({ ...ask, target: "/recentStartTime", read }))
        for (const said of some) if ("value" in said) starts.set(said.server, said.value);
      const flags = [...new Set(standing.map(({ flag }) => flag))].slice(0, MOST_FLAGS);
      const values = await readValues(flags, (name) =>
        readFleet({
          ...ask,
          target: writeTarget({ path: "config", query: new Map([["name", name]]) }),
          read: (text) => config.decode(text).value,
        }),
      );
      const data = lostChanges(audit.data, (server) => {
        const flagsThere = values.get(server);
        return flagsThere && { started: starts.get(server) ?? null, valueOf: (flag) => flagsThere.get(flag) };
      });
      return { data, exchange: audit.exchange };
    },
    staleTime: 2000,
    meta: { pace: PACE },
  });
}

async function readValues(
  flags: readonly string[],
  ask: (flag: string) => ReturnType<typeof readFleet<string>>,
): Promise<Values> {
  const values = new Map<string, Map<string, string>>();
  for (const flag of flags) {
    for await (const some of ask(flag)) {
      for (const said of some) {
        if (!("value" in said)) continue;
        const known = values.get(said.server) ?? new Map<string, string>();
        values.set(said.server, known.set(flag, said.value));
      }
    }
  }
  return values;
}
