// What has been seen of the load since the page was opened, and the points and gaps that a chart draws of it. Pure.
import type { Load } from "#api/load.ts";

export type MetricKey = "readQps" | "writeQps" | "readP99Ns" | "writeP99Ns";
export type Readings = Readonly<Record<MetricKey, number | null>>;

export interface Sample {
  /** ms since epoch, by the gateway's clock. */
  readonly at: number;
  /** How far the next one should be at most, ms; much more is a gap. */
  readonly expected: number;
  readonly cluster: Readings;
  readonly nodes: Readonly<Record<string, Readings>>;
}

/** An hour of samples of ten seconds. */
export const KEPT = 360;
/** A round may be late, or one lost to a slow answer, before the line is broken. */
const GAP_FACTOR = 2.5;

/**
 * The history with this load in it; the same array when it holds nothing new. A clock that went back (a replay that was
 * moved) begins anew. `refresh`: the picked interval, seconds, 0 when refreshing is off.
 */
export function remember(history: readonly Sample[], load: Load, refresh: number): readonly Sample[] {
  if (load.at === null) return history;
  const last = history.at(-1);
  if (last?.at === load.at) return history;
  const nodes = Object.fromEntries(Object.entries(load.nodes).map(([server, node]) => [server, readingsOf(node)]));
  const sample: Sample = {
    at: load.at,
    expected: Math.max(load.interval, refresh) * 1000,
    // A node's p99 is that of its RPC tasks, the cluster's that of replicas: in one chart they would contradict each other.
    cluster: {
      ...readingsOf(load.cluster),
      readP99Ns: highest(nodes, "readP99Ns"),
      writeP99Ns: highest(nodes, "writeP99Ns"),
    },
    nodes,
  };
  if (last !== undefined && load.at < last.at) return [sample];
  return [...history.slice(1 - KEPT), sample];
}

function readingsOf({ readQps, writeQps, readP99Ns, writeP99Ns }: Readings): Readings {
  return { readQps, writeQps, readP99Ns, writeP99Ns };
}

function highest(nodes: Readonly<Record<string, Readings>>, metric: MetricKey): number | null {
  return Object.values(nodes)
    .map((node) => node[metric])
    .reduce((most, value) => (value === null || (most !== null && most >= value) ? most : value), null);
}

/** All nodes together: the sum of rates, the highest of latencies. */
export const TOGETHER = "";

/** One moment of a chart; a series without a value there is null. `at` in ms; keys of `values` are servers or TOGETHER. */
export interface Point {
  readonly at: number;
  readonly values: Readonly<Record<string, number | null>>;
}

/** The points of a metric, one more between two that are too far apart, without values: there the lines break. */
export function pointsOf(history: readonly Sample[], metric: MetricKey, series: readonly string[]): Point[] {
  const points: Point[] = [];
  let before: Sample | undefined;
  for (const sample of history) {
    if (before !== undefined && sample.at - before.at > GAP_FACTOR * before.expected) {
      points.push({ at: (before.at + sample.at) / 2, values: {} });
    }
    points.push({
      at: sample.at,
      values: Object.fromEntries(series.map((one) => [one, valueIn(sample, metric, one)])),
    });
    before = sample;
  }
  return points;
}

function valueIn(sample: Sample, metric: MetricKey, series: string): number | null {
  return (series === TOGETHER ? sample.cluster : sample.nodes[series])?.[metric] ?? null;
}

const NATURAL = new Intl.Collator("en", { numeric: true });

/** All servers seen, in the order of their names. */
export function serversIn(history: readonly Sample[]): string[] {
  const names = new Set(history.flatMap(({ nodes }) => Object.keys(nodes)));
  return [...names].toSorted((a, b) => NATURAL.compare(a, b));
}

/** At most `most` servers: the ones with the highest values of this metric, in the order of their names. */
export function busiest(history: readonly Sample[], metric: MetricKey, most: number): string[] {
  const servers = serversIn(history);
  if (servers.length <= most) return servers;
  const total = (server: string): number =>
    history.reduce((sum, sample) => sum + (valueIn(sample, metric, server) ?? 0), 0);
  const kept = new Set(
    servers
      .map((server) => ({ server, total: total(server) }))
      .toSorted((a, b) => b.total - a.total)
      .slice(0, most)
      .map(({ server }) => server),
  );
  return servers.filter((server) => kept.has(server));
}

export interface Summary {
  readonly latest: number | null;
  readonly least: number;
  readonly most: number;
  /** From the first value to the last, ms. */
  readonly span: number;
}

/** Null: no value has been seen. */
export function summaryOf(history: readonly Sample[], metric: MetricKey, series: string): Summary | null {
  const known = history.flatMap((sample) => {
    const value = valueIn(sample, metric, series);
    return value === null ? [] : [{ at: sample.at, value }];
  });
  const first = known[0];
  const last = known.at(-1);
  const newest = history.at(-1);
  if (first === undefined || last === undefined || newest === undefined) return null;
  const values = known.map(({ value }) => value);
  return {
    latest: valueIn(newest, metric, series),
    least: values.reduce((a, b) => Math.min(a, b)),
    most: values.reduce((a, b) => Math.max(a, b)),
    span: last.at - first.at,
  };
}
