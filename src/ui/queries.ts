// What is asked of the gateway and the cluster, by name: the one list of keys, targets and paces. `live.ts` shows and polls them.
import { queryOptions, type QueryClient } from "@tanstack/react-query";
import { auditSchema, type AuditEntry } from "#api/changes.ts";
import {
  clustersSchema,
  rosterSchema,
  sessionSchema,
  type ClusterEntry,
  type RosterEntry,
  type Session,
} from "#api/clusters.ts";
import { loadSchema, type Load } from "#api/load.ts";
import { replaySchema, type ReplayState } from "#api/replay.ts";
import { CLUSTERS, SESSION, clusterRoute, leaderRoute, serverRoute } from "#api/routes.ts";
import { META_CALLS } from "#pegasus/calls/meta.ts";
import { PROCESS_CALLS } from "#pegasus/calls/process.ts";
import { failureOf, refuseErrors, type Answer } from "./answer.ts";
import { CAREFUL, ONCE, SELDOM, api, leader, leaderOr, server } from "./live.ts";
import { send, type Exchange } from "./send.ts";

/** What pages ask; profiles and writes are not polled, and stay out of the first load. */
const CALL = { ...PROCESS_CALLS, ...META_CALLS } as const;
/** Only what the gateway itself says can be a failure here. */
function unjudged(exchange: Exchange): Answer<string> {
  if (exchange.server === null) refuseErrors(exchange);
  return { data: exchange.text, exchange };
}

/** One who comes back this soon sees what was answered, with its age. */
const JUST_NOW_MS = 10_000;

/** All entities but replicas, tables and partitions, of which there can be thousands. */
const FEW_ENTITIES = "server,disk,queue,profiler,connection,latency_tracer,backup_policy";

export const queries = {
  session: () => api<Session>(["session"], SESSION, sessionSchema, SELDOM),
  clusters: () => api<ClusterEntry[]>(["clusters"], CLUSTERS, clustersSchema),
  roster: (cluster: string) =>
    api<RosterEntry[]>(["cluster", cluster, "roster"], clusterRoute(cluster, "servers"), rosterSchema),
  load: (cluster: string) => api<Load>(["cluster", cluster, "load"], clusterRoute(cluster, "load"), loadSchema),
  appLoad: (cluster: string, appId: number) =>
    api<Load>(["cluster", cluster, "load", appId], `${clusterRoute(cluster, "load")}?app=${appId}`, loadSchema),
  /** The newest `limit` entries. */
  audit: (cluster: string, limit: number) =>
    api<AuditEntry[]>(
      ["cluster", cluster, "audit", limit],
      `${clusterRoute(cluster, "audit")}?limit=${limit}`,
      auditSchema,
    ),
  replay: (cluster: string) =>
    api<ReplayState>(["cluster", cluster, "replay"], clusterRoute(cluster, "replay"), replaySchema),

  clusterInfo: (cluster: string) => leader(cluster, CALL.cluster),
  nodes: (cluster: string) => leader(cluster, CALL.nodes, { detail: "" }, CAREFUL),
  apps: (cluster: string) => leader(cluster, CALL.apps, { detail: "" }, CAREFUL),
  /** Without health: names and sizes, for choosing among them. */
  appList: (cluster: string) => leader(cluster, CALL.apps, {}, ONCE),
  app: (cluster: string, name: string) => leader(cluster, CALL.app, { name, detail: "" }),
  appEnvs: (cluster: string, name: string) => leader(cluster, CALL.appEnvs, { name }),

  /** What a server offers changes with its version alone: asked once. `name`: `leader` or host:port, here and below. */
  calls: (cluster: string, name: string) => ({
    ...leaderOr(cluster, name, CALL.calls, {}, ONCE),
    staleTime: Number.POSITIVE_INFINITY,
  }),
  /** For choosing among them. */
  flagNames: (cluster: string, name: string) => leaderOr(cluster, name, CALL.configs, {}, ONCE),
  metricNames: (cluster: string, name: string) =>
    leaderOr(cluster, name, CALL.metrics, { types: FEW_ENTITIES, with_metric_fields: "name" }, ONCE),
  version: (cluster: string, name: string) => server(cluster, name, CALL.version, {}, ONCE),
  startTime: (cluster: string, name: string) => server(cluster, name, CALL.startTime, {}, ONCE),
  /** Some 60 kB: others may change a flag while one looks, so it is polled, but not fast (reference 2.5). */
  configs: (cluster: string, name: string) => server(cluster, name, CALL.configs, {}, CAREFUL),
  config: (cluster: string, name: string, flag: string) => server(cluster, name, CALL.config, { name: flag }, ONCE),
  /** Always filtered: unfiltered `/metrics` of a big server is tens of megabytes (reference 9.4). */
  serverMetrics: (cluster: string, name: string, types: string, metrics?: string) =>
    server(cluster, name, CALL.metrics, metrics === undefined ? { types } : { types, metrics }),

  /**
   * What the explorer shows: the answer as it is, whatever its status. It is asked anew by whoever sends it, invalidates it, or comes
   * back after a while, and only once when the page is slow to show it. `onExchange` hears of each, of those
   * that the gateway refused too; `seen` is shown in place of a first question.
   */
  raw: (cluster: string, name: string, target: string, { onExchange, seen }: RawOptions = {}) => {
    const url = rawRoute(cluster, name, target);
    const queryKey: readonly unknown[] = ["cluster", cluster, "raw", name, target];
    return queryOptions({
      queryKey,
      queryFn: async ({ signal }) => {
        const exchange = await send({ url, signal, maxAge: 0 });
        onExchange?.(exchange);
        return unjudged(exchange);
      },
      ...(seen === undefined || seen === null
        ? { staleTime: JUST_NOW_MS }
        : { initialData: unjudged(seen), initialDataUpdatedAt: seen.at, staleTime: Number.POSITIVE_INFINITY }),
      refetchOnWindowFocus: false,
      meta: { pace: ONCE },
    });
  },
  /** An answer that this browser has kept. */
  kept: (id: string, read: () => Promise<Exchange>) => {
    const queryKey: readonly unknown[] = ["kept", id];
    return queryOptions({
      queryKey,
      queryFn: async () => {
        const exchange = await read();
        return { data: exchange.text, exchange };
      },
      staleTime: Number.POSITIVE_INFINITY,
      meta: { pace: ONCE },
    });
  },
};

interface RawOptions {
  readonly onExchange?: (exchange: Exchange) => void;
  readonly seen?: Exchange | null;
}

function rawRoute(cluster: string, name: string, target: string): string {
  return name === "leader" ? leaderRoute(cluster, target) : serverRoute(cluster, name, target);
}

/** The newest answer that some page shows to just this question; null when there is none. */
export function seenExchange(client: QueryClient, cluster: string, name: string, target: string): Exchange | null {
  const url = rawRoute(cluster, name, target);
  const exchanges = client
    .getQueryCache()
    .getAll()
    .flatMap(({ state }) => exchangeIn(state.data) ?? [])
    .filter((exchange) => exchange.url === url && exchange.server !== null);
  return exchanges.toSorted((a, b) => b.at - a.at)[0] ?? null;
}

function exchangeIn(data: unknown): Exchange | null {
  // Only live() and its like above put objects with an exchange into the cache.
  return typeof data === "object" && data !== null && "exchange" in data ? (data.exchange as Exchange) : null;
}
/** Who one is, asked anew. */
export async function refreshSession(client: QueryClient): Promise<Session> {
  return (await client.query({ ...queries.session(), staleTime: 0 })).data;
}

/** After signing in again: what was refused meanwhile is asked anew. Resolves to whether one is signed in. */
export async function refreshEverything(client: QueryClient): Promise<boolean> {
  const { user } = await refreshSession(client);
  if (user !== null) void client.invalidateQueries();
  return user !== null;
}

/** What was answered tells that one is signed out, or may no longer what one could: who one is, is asked anew. */
export function noticeRefusal(client: QueryClient, error: unknown): void {
  const failure = failureOf(error);
  const ofPeople = failure.kind === "gateway" && (failure.code === "sign-in" || failure.code === "forbidden");
  const ofProxy = failure.kind === "refused" && failure.exchange.server === null && failure.exchange.status === 401;
  if (ofPeople || ofProxy) void client.invalidateQueries({ queryKey: queries.session().queryKey });
}

/** After a change, a seek in a replay, or "refresh now": everything of this cluster is asked anew. */
export function refreshCluster(client: QueryClient, cluster: string): Promise<void> {
  return client.invalidateQueries({ queryKey: ["cluster", cluster] });
}
