// What the servers say of themselves, put together by server. Pure.
import type { StartTime, Version } from "#pegasus/answers/builtin.ts";
import type { Fleet } from "#pegasus/checks/facts.ts";
import type { NodeIdentity } from "./node-rows.ts";

export function identitiesOf(
  versions: Fleet<Version> | null,
  starts: Fleet<StartTime> | null,
): Map<string, NodeIdentity> {
  const servers = new Set([...(versions?.answers.keys() ?? []), ...(starts?.answers.keys() ?? [])]);
  return new Map(
    [...servers].map((server) => [
      server,
      {
        version: versions?.answers.get(server)?.Version ?? null,
        started: starts?.answers.get(server)?.RecentStartTime ?? null,
      },
    ]),
  );
}
