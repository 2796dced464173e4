// The charts of the page and how their numbers are written. Pure.
import { formatNs, formatShort } from "../../format.ts";
import type { MetricKey } from "./history.ts";

export interface ChartFacts {
  readonly name: string;
  readonly metric: MetricKey;
  /** What the axis counts in. */
  readonly unit: string;
  /** What the line of all nodes together is. */
  readonly together: string;
  /** With its unit. */
  readonly write: (value: number) => string;
  /** On the axis, where the unit stands beside it. */
  readonly tick: (value: number) => string;
}

const NS_PER_MS = 1e6;

function rate(name: string, metric: MetricKey): ChartFacts {
  return {
    name,
    metric,
    unit: "ops/s",
    together: "All nodes, sum",
    write: (value) => `${formatShort(value)} ops/s`,
    tick: formatShort,
  };
}

function latency(name: string, metric: MetricKey): ChartFacts {
  return {
    name,
    metric,
    unit: "ms",
    together: "All nodes, highest",
    write: formatNs,
    tick: (value) => formatShort(value / NS_PER_MS),
  };
}

export const CHARTS: readonly ChartFacts[] = [
  rate("Read QPS", "readQps"),
  rate("Write QPS", "writeQps"),
  latency("Read p99", "readP99Ns"),
  latency("Write p99", "writeP99Ns"),
];
