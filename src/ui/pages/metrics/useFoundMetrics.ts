// What some servers say that they have: the leading meta, a replica server, and one replica of it.
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { historyQueries } from "../../queries-history.ts";

/** Few of each kind; replicas, of which there can be thousands, one by one (reference 9.4). */
const FEW = "server,disk,queue,profiler,connection,latency_tracer,backup_policy";
const NOBODY = "nobody";

export function useFoundMetrics(cluster: string): readonly Metrics[] {
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const load = useLiveOptional(queries.load(cluster)).live?.data ?? null;
  const app = Number(Object.keys(load?.apps ?? {})[0] ?? -1);
  const partitions = useLiveOptional(queries.appLoad(cluster, app), app >= 0).live?.data.partitions ?? {};
  const [partition = "", { primary } = { primary: null }] =
    Object.entries(partitions).find(([, one]) => one.primary !== null) ?? [];
  const replica = roster.find(({ role, alive }) => role === "replica" && alive !== false)?.server ?? NOBODY;
  const question = { metrics: "", attributes: "" };
  const meta = useLiveOptional(historyQueries.reading(cluster, "leader", { ...question, types: FEW })).live;
  const server = useLiveOptional(
    historyQueries.reading(cluster, replica, { ...question, types: FEW }),
    replica !== NOBODY,
  ).live;
  const one = useLiveOptional(
    historyQueries.reading(cluster, primary ?? NOBODY, {
      ...question,
      types: "replica",
      ids: `replica@${app}.${partition}`,
    }),
    primary !== null,
  ).live;
  return [meta, server, one].flatMap((live) => (live === null ? [] : [live.data]));
}
