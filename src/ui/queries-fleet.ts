// What the explorer asks of many servers at once.
import { experimental_streamedQuery as streamedQuery, queryOptions } from "@tanstack/react-query";
import type { FleetRole } from "#api/fleet.ts";
import { askEach, askRole, type FleetLine } from "./fleet.ts";

/** A role: all servers of it, by one request. Names: each of these by its own route. */
export type Whom = { readonly role: FleetRole } | { readonly servers: readonly string[] };

/** One question to many servers, a line as each answers; `run` makes it another round. */
export function fleetQuery(cluster: string, whom: Whom, target: string, run: number) {
  return queryOptions({
    queryKey: ["cluster", cluster, "many", target, whom, run],
    queryFn: streamedQuery<FleetLine, readonly FleetLine[]>({
      streamFn: ({ signal }) => {
        const asked = { cluster, target, signal };
        return "role" in whom ? askRole(asked, whom.role) : askEach(asked, whom.servers);
      },
      reducer: (lines, line) => [...lines, line],
      initialValue: [],
    }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
}
