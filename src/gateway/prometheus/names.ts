// How what is kept is called in Prometheus: one time series for each series of the history. Base units, counters end in `_total`, the
// scope is in the name, so that no sum counts twice.
import type { KeptMetric, Scope } from "#pegasus/kept-metrics.ts";

export interface PrometheusName {
  readonly name: string;
  readonly type: "counter" | "gauge";
  readonly help: string;
  /** What a value of ours is multiplied by. */
  readonly factor: number;
  readonly quantile: string | null;
}

const FACTORS: Readonly<Record<string, number>> = { NanoSeconds: 1e-9, MilliSeconds: 1e-3, MegaBytes: 2 ** 20 };
const QUANTILES: Readonly<Record<string, string>> = { p50: "0.5", p99: "0.99", p999: "0.999" };

export function prometheusName({ name, kind, unit, meaning }: KeptMetric, scope: Scope): PrometheusName {
  const [bare = name, percentile] = name.split(".");
  const based = bare.replace(/_(ns|ms)$/, "_seconds").replace(/_mb$/, "_bytes");
  return {
    name: `pegasus_${scope}_${based}${kind === "counter" ? "_total" : ""}`,
    type: kind === "counter" ? "counter" : "gauge",
    help: meaning.replace(/, (ms|MiB|ns)\b/, ""),
    factor: FACTORS[unit] ?? 1,
    quantile: percentile === undefined ? null : (QUANTILES[percentile] ?? null),
  };
}

/** Labels and their values, of what an id of the scope names; `cluster` comes before them. */
export function labelsOf(scope: Scope, id: string): [label: string, value: string][] {
  const cut = (mark: string): [string, string] => {
    const at = id.indexOf(mark);
    return at < 0 ? [id, ""] : [id.slice(0, at), id.slice(at + 1)];
  };
  switch (scope) {
    case "cluster":
      return [];
    case "server":
      return [["server", id]];
    case "app":
      return [["app_id", id]];
    case "partition": {
      const [app, partition] = cut(".");
      return [
        ["app_id", app],
        ["partition", partition],
      ];
    }
    case "disk":
    case "task":
    case "queue": {
      const [server, rest] = cut("/");
      return [
        ["server", server],
        [scope, rest],
      ];
    }
  }
}

/** The id that these labels name. */
export function idOf(scope: Scope, labels: Readonly<Record<string, string | undefined>>): string {
  const parts = labelsOf(scope, "").map(([label]) => labels[label] ?? "");
  return parts.join(scope === "partition" ? "." : "/");
}
