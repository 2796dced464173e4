// What the pages of apps ask beside the common queries: one app's features, its envs, its replicas on every server.
import { experimental_streamedQuery as streamedQuery, queryOptions } from "@tanstack/react-query";
import { heldSchema, matrixSchema, type Held, type MatrixAnswer, type Measure } from "#api/load.ts";
import { clusterRoute, leaderRoute } from "#api/routes.ts";
import { META_CALLS } from "#pegasus/calls/meta.ts";
import { REPLICA_CALLS } from "#pegasus/calls/replica.ts";
import type { ReplicaDuplications } from "#pegasus/answers/duplication.ts";
import type { Fleet } from "#pegasus/checks/facts.ts";
import type { TextEndpoint } from "#pegasus/endpoint.ts";
import { writeTarget } from "#pegasus/target.ts";
import { judge } from "./answer.ts";
import { fleet, fleetUrl, gathered } from "./live-fleet.ts";
import { CAREFUL, ONCE, USUAL, api, leader, live, type Pace } from "./live.ts";
import { asTheyCome } from "./parts/few-at-once.ts";
import { send } from "./send.ts";

/** What has just been changed is looked at as it is now, whatever others were told before. */
const FRESH: Pace = { atLeast: 2, polled: true };
const FRESH_SECONDS = 1;
const ENVS_AT_ONCE = 4;

/** The envs of one app, or why they are not known. */
export interface EnvsLine {
  readonly name: string;
  readonly envs: Readonly<Record<string, string>> | null;
}

export const appQueries = {
  duplication: (cluster: string, name: string) => leader(cluster, META_CALLS.duplication, { name }),
  bulkLoad: (cluster: string, name: string) => leader(cluster, META_CALLS.queryBulkLoad, { name }),
  /** What a leader says of envs changes with its version alone. */
  envsList: (cluster: string) => leader(cluster, META_CALLS.envsList, {}, ONCE),

  compactions: (cluster: string, appId: number) =>
    fleet(cluster, "replica", REPLICA_CALLS.manualCompaction, { app_id: String(appId) }, USUAL),
  dataVersions: (cluster: string, appId: number) => {
    const { dataVersion } = REPLICA_CALLS;
    const url = fleetUrl(cluster, "replica", dataVersion.path.slice(1), { app_id: String(appId) });
    type Versions = Record<string, { data_version: number }>;
    return live<Fleet<Versions>>(["cluster", cluster, "fleet", url], url, CAREFUL, (exchange) =>
      // 404: no replica of it is there (reference 2.21).
      gathered(exchange, (text, status) => (status === 404 ? {} : dataVersion.answer.decode(text)), "all"),
    );
  },
  shipping: (cluster: string, appId: number) => {
    const { replicaDuplication } = REPLICA_CALLS;
    const url = fleetUrl(cluster, "replica", replicaDuplication.path.slice(1), { appid: String(appId) });
    return live<Fleet<ReplicaDuplications>>(["cluster", cluster, "fleet", url], url, USUAL, (exchange) =>
      // 404: no primary of it is there, or it is not duplicated (reference 2.22).
      gathered(exchange, (text, status) => (status === 404 ? {} : replicaDuplication.answer.decode(text)), "all"),
    );
  },

  /** Envs, bulk load and counts of compactions as they are now, while one follows what a change has brought about. */
  followedEnvs: (cluster: string, name: string) => fresh(cluster, META_CALLS.appEnvs, { name }),
  followedBulkLoad: (cluster: string, name: string) => fresh(cluster, META_CALLS.queryBulkLoad, { name }),

  matrix: (cluster: string, measure: Measure) =>
    api<MatrixAnswer>(
      ["cluster", cluster, "matrix", measure],
      `${clusterRoute(cluster, "load")}?matrix=${measure}`,
      matrixSchema,
    ),
  held: (cluster: string, server: string) =>
    api<Held>(
      ["cluster", cluster, "held", server],
      `${clusterRoute(cluster, "load")}?node=${encodeURIComponent(server)}`,
      heldSchema,
    ),

  /** The envs of many apps, a few at a time, a line as each is told: there is no call that tells them together. */
  envsOf: (cluster: string, names: readonly string[]) =>
    queryOptions({
      queryKey: ["cluster", cluster, "envs", names],
      queryFn: streamedQuery<EnvsLine, readonly EnvsLine[]>({
        streamFn: ({ signal }) => asTheyCome(names, ENVS_AT_ONCE, (name) => envsLine(cluster, name, signal), signal),
        reducer: (lines, line) => [...lines, line],
        initialValue: [],
      }),
      staleTime: 60_000,
      refetchOnWindowFocus: false,
    }),
};

function fresh<T>(cluster: string, endpoint: TextEndpoint<T>, parameters: Readonly<Record<string, string>>) {
  const target = writeTarget({ path: endpoint.path.slice(1), query: new Map(Object.entries(parameters)) });
  const queryKey: readonly unknown[] = ["cluster", cluster, "followed", target];
  return queryOptions({
    queryKey,
    queryFn: async ({ signal }) =>
      judge(await send({ url: leaderRoute(cluster, target), signal, maxAge: FRESH_SECONDS }), endpoint.answer),
    staleTime: 0,
    meta: { pace: FRESH },
  });
}

async function envsLine(cluster: string, name: string, signal: AbortSignal): Promise<EnvsLine> {
  const target = writeTarget({ path: "meta/app_envs", query: new Map([["name", name]]) });
  try {
    const exchange = await send({ url: leaderRoute(cluster, target), signal, maxAge: 60 });
    return { name, envs: judge(exchange, META_CALLS.appEnvs.answer).data };
  } catch {
    return { name, envs: null };
  }
}
