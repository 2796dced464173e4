// What replicas tell of themselves beyond load, as sums and highest percentiles of apps, servers and the cluster.
import { KEPT_METRICS, type Depth } from "#pegasus/kept-metrics.ts";
import { COUNTERS, READS, WRITES } from "#pegasus/load-metrics.ts";
import { rateOf, secondsBetween, wasReset, type ReplicaSample } from "#pegasus/load-sample.ts";
import type { Breather } from "./breather.ts";
import { WHOLE, type Gatherer } from "./gatherer.ts";
import type { SampledRound } from "./sampled-round.ts";

const REPLICA = KEPT_METRICS.flatMap((metric) =>
  metric.origin.from === "replica" ? [{ ...metric, of: metric.origin.metric, over: metric.origin.over }] : [],
);
type Told = (typeof REPLICA)[number];
const SUMMED = REPLICA.filter(({ kind }) => kind !== "percentile");
const PERCENTILES = REPLICA.filter(({ kind }) => kind === "percentile");
/** An idle percentile shows old values for ever (reference 3.6): it counts while its requests come. */
const REQUESTS_OF = new Map([...READS, ...WRITES].map(({ latency, requests }) => [latency, requests]));

type Rate = (name: string) => number | null;

/** What rounds of this depth tell, and lesser ones do not; `before`: the last one that told it as well. */
export async function reduceReplicas(
  before: SampledRound | null,
  now: SampledRound,
  depth: Depth,
  into: Gatherer,
  breather: Breather,
): Promise<void> {
  const { primaries, members } = now.places;
  const summed = SUMMED.filter((metric) => metric.depth === depth);
  const percentiles = PERCENTILES.filter((metric) => metric.depth === depth);
  for (const [id, servers] of members) {
    const app = id.slice(0, id.indexOf("."));
    for (const server of servers) {
      const sample = now.samples.get(server);
      const replica = sample?.replicas.get(id);
      const primary = primaries.get(id) === server;
      const earlier = before?.samples.get(server);
      const stayed = earlier !== undefined && (before?.places.primaries.get(id) === server) === primary;
      const rate =
        sample === undefined || !stayed
          ? nothing
          : rates(earlier.replicas.get(id), replica, secondsBetween(earlier, sample));
      addSums(into, summed, { app, server, primary, replica, rate });
      if (primary && replica !== undefined) addPercentiles(into, percentiles, { app, server, replica, rate });
    }
    await breather.breathe();
  }
}

function nothing(): null {
  return null;
}

function rates(before: ReplicaSample | undefined, now: ReplicaSample | undefined, seconds: number): Rate {
  if (before === undefined || now === undefined || wasReset(before, now, COUNTERS)) return nothing;
  const [earlier, later] = [before.values, now.values];
  return (name) => rateOf(earlier.get(name), later.get(name), seconds);
}

interface One {
  readonly app: string;
  readonly server: string;
  readonly primary: boolean;
  /** Undefined: its server did not tell of it. */
  readonly replica: ReplicaSample | undefined;
  readonly rate: Rate;
}

function addSums(into: Gatherer, metrics: readonly Told[], { app, server, primary, replica, rate }: One): void {
  const values = replica?.values;
  for (const { name, kind, of, over } of metrics) {
    if (over === "primaries" && !primary) continue;
    const raw = values?.get(of);
    // Metrics that are made when their feature is first used are none while it is not.
    if (replica !== undefined && raw === undefined) continue;
    const value = kind === "counter" ? rate(of) : raw === undefined ? null : Number(raw);
    into.add(name, "server", server, value, null);
    if (over === "copies" && !primary) continue;
    into.add(name, "app", app, value, null);
    into.add(name, "cluster", WHOLE, value, null);
  }
}

function addPercentiles(
  into: Gatherer,
  metrics: readonly Told[],
  { app, server, replica, rate }: Pick<One, "app" | "server" | "rate"> & { readonly replica: ReplicaSample },
): void {
  const { p99 } = replica;
  for (const { name, of } of metrics) {
    const value = p99.get(of);
    const requests = REQUESTS_OF.get(of);
    if (value === undefined || (requests !== undefined && (rate(requests) ?? 0) <= 0)) continue;
    into.highest(name, "server", server, value);
    into.highest(name, "app", app, value);
    into.highest(name, "cluster", WHOLE, value);
  }
}
