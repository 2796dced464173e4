// The few gauges and counters of a replica server's own process that checks need, and rates between two readings of them.
import type { Metrics } from "../answers/metrics.ts";
import { rateOf } from "../load-sample.ts";

const GAUGES = [
  "bulk_load_running_count",
  "bulk_load_max_duration_ms",
  "learning_replicas",
  "splitting_replicas",
  "splitting_replicas_max_duration_ms",
] as const;
const COUNTERS = [
  "read_failed_requests",
  "write_failed_requests",
  "read_busy_requests",
  "write_busy_requests",
] as const;

type Gauge = (typeof GAUGES)[number];
type Counter = (typeof COUNTERS)[number];

/** One small answer of each server: a single entity (reference 3.9). */
export const GAUGE_QUERY: Readonly<Record<string, string>> = {
  types: "server",
  metrics: [...GAUGES, ...COUNTERS].join(","),
  with_metric_fields: "name,value",
};

export interface GaugeSample {
  /** The server's own clock, ns since epoch. */
  readonly timestampNs: bigint;
  readonly values: ReadonlyMap<string, number | bigint>;
}

export function readGauges(metrics: Metrics): GaugeSample {
  const values = new Map<string, number | bigint>();
  for (const { name, value } of metrics.entities.flatMap((entity) => entity.metrics))
    if (name !== undefined && value !== undefined) values.set(name, value);
  return { timestampNs: BigInt(metrics.timestamp_ns), values };
}

export interface GaugeReading {
  /** Null: this server lacks it. */
  readonly gauges: Readonly<Record<Gauge, number | null>>;
  /** Per second since the reading before; null where there was none, and where the counter fell: the process restarted (3.7). */
  readonly rates: Readonly<Record<Counter, number | null>>;
  /** It was read before, at the very same moment by its own clock: a recording that stands still. */
  readonly standsStill: boolean;
}

export function readingOf(before: GaugeSample | undefined, now: GaugeSample): GaugeReading {
  const gauge = (name: Gauge): number | null => {
    const value = now.values.get(name);
    return value === undefined ? null : Number(value);
  };
  const seconds = before === undefined ? 0 : Number(now.timestampNs - before.timestampNs) / 1e9;
  const perSecond = (name: Counter): number | null => rateOf(before?.values.get(name), now.values.get(name), seconds);
  return {
    gauges: {
      bulk_load_running_count: gauge("bulk_load_running_count"),
      bulk_load_max_duration_ms: gauge("bulk_load_max_duration_ms"),
      learning_replicas: gauge("learning_replicas"),
      splitting_replicas: gauge("splitting_replicas"),
      splitting_replicas_max_duration_ms: gauge("splitting_replicas_max_duration_ms"),
    },
    rates: {
      read_failed_requests: perSecond("read_failed_requests"),
      write_failed_requests: perSecond("write_failed_requests"),
      read_busy_requests: perSecond("read_busy_requests"),
      write_busy_requests: perSecond("write_busy_requests"),
    },
    standsStill: before !== undefined && seconds === 0,
  };
}
