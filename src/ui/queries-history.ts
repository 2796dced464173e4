// What is asked of the history, and of servers for what it does not keep.
import { historySchema, historyStatusSchema, type HistoryAnswer, type HistoryFunction } from "#api/history.ts";
import { clusterRoute } from "#api/routes.ts";
import { PROCESS_CALLS } from "#pegasus/calls/process.ts";
import type { Scope } from "#pegasus/kept-metrics.ts";
import { api, leader, server, type Pace } from "./live.ts";

/** Rounds are this far apart, s; asking for them costs the cluster nothing. */
const ROUND = 10;
/** Values of a series: as many as a chart is wide, px. */
const STEPS = 600;

export interface CurvesQuestion {
  /** 20 at most. */
  readonly metrics: readonly string[];
  readonly scope: Scope;
  /** Empty: all there are. */
  readonly ids: readonly string[];
  /** As the route takes them: ms since epoch, `now`, or `-6h`. */
  readonly from: string;
  readonly to: string;
  /** Of the range, ms. */
  readonly length: number;
  readonly fn: HistoryFunction;
  /** Null: all. */
  readonly top: number | null;
}

function historyTarget({ metrics, scope, ids, from, to, length, fn, top }: CurvesQuestion): string {
  const query = new URLSearchParams({ metric: metrics.join(","), scope, from, to, step: `${stepOf(length)}s`, fn });
  if (ids.length > 0) query.set("id", ids.join(","));
  if (top !== null) query.set("top", String(top));
  return `?${query}`;
}

/** Seconds. */
function stepOf(length: number): number {
  return Math.max(ROUND, Math.ceil(length / STEPS / 1000));
}

/** What ends now goes on; a new value is worth asking for once in its step. */
function paceOf({ to, length }: CurvesQuestion): Pace {
  return { atLeast: stepOf(length), polled: to === "now" };
}

/** Of the leader and of replica servers alike. */
export interface ReadingQuestion {
  /** An entity type. */
  readonly types: string;
  readonly metrics: string;
  /** `table_id,2`, say; empty: all. */
  readonly attributes: string;
  readonly ids?: string;
}

function readingParameters({ types, metrics, attributes, ids = "" }: ReadingQuestion): Record<string, string> {
  return {
    types,
    ...(metrics === "" ? {} : { metrics }),
    ...(attributes === "" ? {} : { attributes }),
    ...(ids === "" ? {} : { ids }),
    with_metric_fields: metrics === "" ? "name,type,unit,desc" : "name,value,p50,p90,p95,p99,p999",
  };
}

const LIVE: Pace = { atLeast: ROUND, polled: true };
const NAMES: Pace = { atLeast: 300, polled: false };

export const historyQueries = {
  /** What is kept, and what that costs. */
  status: (cluster: string) =>
    api(["cluster", cluster, "history", "status"], clusterRoute(cluster, "history"), historyStatusSchema, LIVE),
  curves: (cluster: string, question: CurvesQuestion) => {
    const target = historyTarget(question);
    return api<HistoryAnswer>(
      ["cluster", cluster, "history", target],
      `${clusterRoute(cluster, "history")}${target}`,
      historySchema,
      paceOf(question),
    );
  },
  /** One metric as a server has it now; `name`: `leader` or host:port. Always filtered (reference 9.4). */
  reading: (cluster: string, name: string, question: ReadingQuestion) => {
    const pace = question.metrics === "" ? NAMES : LIVE;
    const parameters = readingParameters(question);
    return name === "leader"
      ? leader(cluster, PROCESS_CALLS.metrics, parameters, pace)
      : server(cluster, name, PROCESS_CALLS.metrics, parameters, pace);
  },
};
