// How the page asks: keys, polling, and the hooks that show what was answered. `queries.ts` names what is asked.
import { queryOptions, useQueries, useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type * as z from "zod/mini";
import { leaderRoute, serverRoute } from "#api/routes.ts";
import type { Call, TextEndpoint } from "#pegasus/endpoint.ts";
import { writeTarget } from "#pegasus/target.ts";
import { failureOf, judge, judgeApi, type Answer, type Failure } from "./answer.ts";
import { readInterval, useRefreshInterval } from "./preferences.ts";
import { send, type Exchange } from "./send.ts";

/** How a query is polled: with the picked interval, never faster than every `atLeast` seconds, or not at all. */
export interface Pace {
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
export const USUAL: Pace = { atLeast: 5, polled: true };
/** `?detail` of `/meta/apps` and `/meta/nodes` can abort a meta (reference 9.1): every 10 s at most. */
export const CAREFUL: Pace = { atLeast: 10, polled: true };
export const ONCE: Pace = { atLeast: 30, polled: false };
/** A role can change, and a session can end, while one looks. The cluster is not asked for it. */
export const SELDOM: Pace = { atLeast: 60, polled: true };

export function live<T>(key: readonly unknown[], url: string, pace: Pace, read: (exchange: Exchange) => Answer<T>) {
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

export function api<T>(key: readonly unknown[], url: string, schema: z.ZodMiniType<T>, pace: Pace = USUAL) {
  return live<T>(key, url, pace, (exchange) => judgeApi(exchange, schema));
}

type Parameters = Readonly<Record<string, string>>;

function targetOf(endpoint: Call, parameters: Parameters): string {
  return writeTarget({ path: endpoint.path.slice(1), query: new Map(Object.entries(parameters)) });
}

export function leader<T>(cluster: string, endpoint: TextEndpoint<T>, parameters: Parameters = {}, pace: Pace = USUAL) {
  const target = targetOf(endpoint, parameters);
  return live(["cluster", cluster, "leader", target], leaderRoute(cluster, target), pace, (exchange) =>
    judge(exchange, endpoint.answer),
  );
}

export function server<T>(
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

export function leaderOr<T>(
  cluster: string,
  name: string,
  endpoint: TextEndpoint<T>,
  parameters: Parameters,
  pace: Pace,
) {
  return name === "leader"
    ? leader(cluster, endpoint, parameters, pace)
    : server(cluster, name, endpoint, parameters, pace);
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
