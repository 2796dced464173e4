// What the checks of the Cluster page ask beside what other pages ask anyway: seldom, and of all servers by one request each.
import { queryOptions } from "@tanstack/react-query";
import { diskOutlooksSchema, type DiskOutlooks } from "#api/disk-outlook.ts";
import { clusterRoute } from "#api/routes.ts";
import { META_CALLS } from "#pegasus/calls/meta.ts";
import { PROCESS_CALLS } from "#pegasus/calls/process.ts";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import type { Fleet } from "#pegasus/checks/facts.ts";
import { GAUGE_QUERY, readGauges, readingOf, type GaugeReading, type GaugeSample } from "#pegasus/checks/gauges.ts";
import type { Answer } from "./answer.ts";
import { SELDOM, api, leader, leaderOr, live, type Pace } from "./live.ts";
import { fleet, fleetUrl, gathered } from "./live-fleet.ts";
import { send, type Exchange } from "./send.ts";

const HALF_A_MINUTE: Pace = { atLeast: 30, polled: true };
/** Some 60 kB from each server. */
const RARELY: Pace = { atLeast: 300, polled: true };
const FOR_GOOD = { staleTime: Number.POSITIVE_INFINITY } as const;

/** Rates need two readings: the second is asked for soon. `seconds` and `failure` say so to the polling. */
export interface Gauges extends Fleet<GaugeReading> {
  readonly seconds: number | null;
  readonly failure: null;
  readonly samples: ReadonlyMap<string, GaugeSample>;
}

/** An answer that others have asked for a while ago may serve, but not the one that was read before. */
const SHARED_SECONDS = 15;
const SOON_SECONDS = 1;

export const healthQueries = {
  versions: (cluster: string) => fleet(cluster, "all", PROCESS_CALLS.version, {}, SELDOM),
  starts: (cluster: string) => fleet(cluster, "all", PROCESS_CALLS.startTime, {}, HALF_A_MINUTE),
  configs: (cluster: string) => fleet(cluster, "all", PROCESS_CALLS.configs, {}, RARELY),

  /** Which meta leads by its own word: the status alone counts, and a 307 is an answer. */
  metas: (cluster: string) => {
    const url = fleetUrl(cluster, "meta", "meta/cluster", {});
    return live<Fleet<number>>(["cluster", cluster, "health", url], url, HALF_A_MINUTE, (exchange) =>
      gathered(exchange, (_text, status) => status, "all"),
    );
  },

  gauges: (cluster: string) => {
    const url = fleetUrl(cluster, "replica", "metrics", GAUGE_QUERY);
    const queryKey: readonly unknown[] = ["cluster", cluster, "health", url];
    return queryOptions({
      queryKey,
      queryFn: async ({ signal, client }): Promise<Answer<Gauges>> => {
        const before = client.getQueryData<Answer<Gauges>>(queryKey)?.data;
        const maxAge = before?.seconds === null ? SOON_SECONDS : SHARED_SECONDS;
        return readRound(await send({ url, signal, maxAge }), before);
      },
      staleTime: 2000,
      meta: { pace: HALF_A_MINUTE },
    });
  },

  /**
   * Which tables ship writes to another cluster: the metric exists for their replicas only. Manual compactions are counted by every
   * replica, so that they are asked for only where there are not too many.
   */
  replicaWork: (cluster: string, compactions: boolean) =>
    fleet<Metrics>(
      cluster,
      "replica",
      PROCESS_CALLS.metrics,
      {
        types: "replica",
        metrics: [SHIPS, ...(compactions ? [QUEUED, RUNNING] : [])].join(","),
        with_metric_fields: "name,value",
      },
      SELDOM,
    ),
  /** Out of the dashboard's own history: it costs the cluster nothing. */
  diskOutlooks: (cluster: string) =>
    api<DiskOutlooks>(
      ["cluster", cluster, "history", "disks"],
      clusterRoute(cluster, "history/disks"),
      diskOutlooksSchema,
      RARELY,
    ),
  duplication: (cluster: string, name: string) => leader(cluster, META_CALLS.duplication, { name }, HALF_A_MINUTE),
  bulkLoad: (cluster: string, name: string) => leader(cluster, META_CALLS.queryBulkLoad, { name }, HALF_A_MINUTE),
  backupPolicies: (cluster: string) => leader(cluster, META_CALLS.backupPolicy, {}, HALF_A_MINUTE),
  /** What a server offers changes with its version alone. */
  offered: (cluster: string, name: string) => ({
    ...leaderOr(cluster, name, PROCESS_CALLS.calls, {}, { atLeast: 30, polled: false }),
    ...FOR_GOOD,
  }),
};

export const SHIPS = "dup_shipped_failed_requests";
export const QUEUED = "rdb_manual_compact_queued_tasks";
export const RUNNING = "rdb_manual_compact_running_tasks";

function readRound(exchange: Exchange, before: Gauges | undefined): Answer<Gauges> {
  const round = gathered(exchange, (text) => readGauges(PROCESS_CALLS.metrics.answer.decode(text)));
  const samples = round.data.answers;
  const readings = [...samples].map(([server, now]): [string, GaugeReading] => {
    const earlier = before?.samples.get(server);
    const told = before?.answers.get(server);
    const isTold = told !== undefined && Object.values(told.rates).some((rate) => rate !== null);
    // The very same sample again tells no rate: what was told stays.
    return [server, isTold && earlier?.timestampNs === now.timestampNs ? told : readingOf(earlier, now)];
  });
  const rated = readings.some(
    ([, { rates, standsStill }]) => standsStill || Object.values(rates).some((rate) => rate !== null),
  );
  const { ms, silent } = round.data;
  const data: Gauges = {
    answers: new Map(readings),
    ms,
    silent,
    samples,
    seconds: rated || samples.size === 0 ? 0 : null,
    failure: null,
  };
  return { data, exchange };
}
