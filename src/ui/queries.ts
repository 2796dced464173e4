// The one file that knows query keys and polling. A page names a query from here and shows it with `useLive`.
import {
  experimental_streamedQuery as streamedQuery,
  queryOptions,
  useQueries,
  useQuery,
  useSuspenseQuery,
  type QueryClient,
} from "@tanstack/react-query";
import type * as z from "zod/mini";
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
import type { Call, TextEndpoint } from "#pegasus/endpoint.ts";
import { writeTarget } from "#pegasus/target.ts";
import { askEach, type FleetLine } from "./fleet.ts";
import { failureOf, judge, judgeApi, refuseErrors, type Answer, type Failure } from "./answer.ts";
import { readInterval, useRefreshInterval } from "./preferences.ts";
import { send, type Exchange } from "./send.ts";

/** What pages ask; profiles and writes are not polled, and stay out of the first load. */
const CALL = { ...PROCESS_CALLS, ...META_CALLS } as const;

/** How a query is polled: with the picked interval, never faster than every `atLeast` seconds, or not at all. */
interface Pace {
  readonly atLeast: number;
  readonly polled: boolean;
}

/** Rates need two samples: until the gateway has them, its load is asked again this soon (which costs the cluster nothing). */
const SOON_MS = 2000;

function isWaiting(data: unknown): boolean {
  return (
    typeof data === "object" &&
    data !== null &&
    "seconds" in data &&
    "failure" in data &&
    data.seconds === null &&
    data.failure === null
  );
}
const USUAL: Pace = { atLeast: 5, polled: true };
/** `?detail` of `/meta/apps` and `/meta/nodes` can abort a meta (reference 9.1): every 10 s at most. */
const CAREFUL: Pace = { atLeast: 10, polled: true };
/** One who comes back this soon sees what was answered, with its age. */
const JUST_NOW_MS = 10_000;
const ONCE: Pace = { atLeast: 30, polled: false };
/** A role can change, and a session can end, while one looks. The cluster is not asked for it. */
const SELDOM: Pace = { atLeast: 60, polled: true };

function live<T>(key: readonly unknown[], url: string, pace: Pace, read: (exchange: Exchange) => Answer<T>) {
  return queryOptions({
    queryKey: key,
    queryFn: async ({ signal }) => read(await send({ url, signal, maxAge: maxAge(pace) })),
    staleTime: pace.polled ? 2000 : 30_000,
    meta: { pace },
  });
}

/** As old as this an answer may be, seconds: the interval; the gateway sees to it that each round brings news. */
function maxAge(pace: Pace): number {
  return Math.max(pace.atLeast, readInterval());
}

function api<T>(key: readonly unknown[], url: string, schema: z.ZodMiniType<T>, pace: Pace = USUAL) {
  return live<T>(key, url, pace, (exchange) => judgeApi(exchange, schema));
}

/** Only what the gateway itself says can be a failure here. */
function unjudged(exchange: Exchange): Answer<string> {
  if (exchange.server === null) refuseErrors(exchange);
  return { data: exchange.text, exchange };
}

type Parameters = Readonly<Record<string, string>>;

function targetOf(endpoint: Call, parameters: Parameters): string {
  return writeTarget({ path: endpoint.path.slice(1), query: new Map(Object.entries(parameters)) });
}

function leader<T>(cluster: string, endpoint: TextEndpoint<T>, parameters: Parameters = {}, pace: Pace = USUAL) {
  const target = targetOf(endpoint, parameters);
  return live(["cluster", cluster, "leader", target], leaderRoute(cluster, target), pace, (exchange) =>
    judge(exchange, endpoint.answer),
  );
}

function server<T>(
  cluster: string,
  name: string,
  endpoint: TextEndpoint<T>,
  parameters: Parameters = {},
  pace: Pace = USUAL,
) {
  const target = targetOf(endpoint, parameters);
  return live(["cluster", cluster, "server", name, target], serverRoute(cluster, name, target), pace, (exchange) =>
    judge(exchange, endpoint.answer),
  );
}

function leaderOr<T>(cluster: string, name: string, endpoint: TextEndpoint<T>, parameters: Parameters, pace: Pace) {
  return name === "leader"
    ? leader(cluster, endpoint, parameters, pace)
    : server(cluster, name, endpoint, parameters, pace);
}

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
  /** One question to many servers, a line as each answers; `run` makes it another round. */
  fleet: (cluster: string, servers: readonly string[], target: string, run: number) =>
    queryOptions({
      queryKey: ["cluster", cluster, "fleet", target, servers, run],
      queryFn: streamedQuery<FleetLine, readonly FleetLine[]>({
        streamFn: ({ signal }) => askEach(cluster, servers, target, signal),
        reducer: (lines, line) => [...lines, line],
        initialValue: [],
      }),
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
    }),
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

type LiveOptions<T> = ReturnType<typeof live<T>>;

export interface Live<T> {
  readonly data: T;
  readonly exchange: Exchange;
  /** Why the last refresh failed; the data shown is then from before. Null when all is well. */
  readonly failure: Failure | null;
  readonly refreshing: boolean;
  readonly refresh: () => void;
}

/** Seconds until a query is asked again; false: not by itself. Slower where the server is slow: at most a tenth of its time. */
function everyMs(pace: Pace, interval: number, lastMs: number | null): number | false {
  if (!pace.polled || interval === 0) return false;
  return Math.max(pace.atLeast * 1000, interval * 1000, (lastMs ?? 0) * 10);
}

/** Polling is by the picked interval and stops in hidden tabs; the age of an answer is its exchange's `at`. */
function polled<T>(options: LiveOptions<T>, interval: number, slowestSeconds = 0) {
  // live() above is the only maker of these options, and puts the pace there.
  const pace = options.meta?.["pace"] as Pace;
  const slowed: Pace = { ...pace, atLeast: Math.max(pace.atLeast, slowestSeconds) };
  return {
    ...options,
    refetchInterval: (query: { state: { data: Answer<T> | undefined; error: unknown } }) =>
      interval > 0 && isWaiting(query.state.data?.data)
        ? SOON_MS
        : everyMs(slowed, interval, query.state.data?.exchange.ms ?? null),
    refetchIntervalInBackground: false,
  };
}

function usePolling<T>(options: LiveOptions<T>) {
  return polled(options, useRefreshInterval());
}

/** Data that is there before the component renders: suspends at first, throws to the nearest boundary when the first try fails. */
export function useLive<T>(options: LiveOptions<T>): Live<T> {
  const query = useSuspenseQuery(usePolling(options));
  return {
    data: query.data.data,
    exchange: query.data.exchange,
    failure: query.error === null ? null : failureOf(query.error),
    refreshing: query.isFetching,
    refresh: () => void query.refetch(),
  };
}

/** Asked again every `seconds` (0: not by itself), one at a time, not in hidden tabs, and slower where the server is slow. */
export function useRepeated<T>(options: LiveOptions<T>, seconds: number): Live<T> {
  const pace: Pace = { atLeast: seconds, polled: seconds > 0 };
  const query = useSuspenseQuery({
    ...options,
    refetchInterval: ({ state }) => everyMs(pace, seconds, state.data?.exchange.ms ?? null),
    refetchIntervalInBackground: false,
  });
  return {
    data: query.data.data,
    exchange: query.data.exchange,
    failure: query.error === null ? null : failureOf(query.error),
    refreshing: query.isFetching,
    refresh: () => void query.refetch(),
  };
}

/** For what a page can do without: null while it loads for the first time; `failure` says why there is none. */
export function useLiveOptional<T>(
  options: LiveOptions<T>,
  enabled = true,
): { live: Live<T> | null; failure: Failure | null } {
  const query = useQuery({ ...usePolling(options), enabled });
  const failure = query.error === null ? null : failureOf(query.error);
  if (query.data === undefined) return { live: null, failure };
  const { data, exchange } = query.data;
  return {
    live: { data, exchange, failure, refreshing: query.isFetching, refresh: () => void query.refetch() },
    failure,
  };
}

/** For many of a kind, in the same order. Together they ask twice a second at most, however many they are. */
export function useLiveMany<T>(
  options: readonly LiveOptions<T>[],
): readonly { live: Live<T> | null; failure: Failure | null }[] {
  const interval = useRefreshInterval();
  const results = useQueries({ queries: options.map((one) => polled(one, interval, options.length / 2)) });
  return results.map((query) => {
    const failure = query.error === null ? null : failureOf(query.error);
    if (query.data === undefined) return { live: null, failure };
    const { data, exchange } = query.data;
    const refresh = (): void => void query.refetch();
    return { live: { data, exchange, failure, refreshing: query.isFetching, refresh }, failure };
  });
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
