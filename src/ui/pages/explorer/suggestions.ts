// Where the form's suggestions for a parameter come from. Pure.
import type { Endpoint } from "#pegasus/endpoint.ts";

/**
 * - `apps`, `app-ids`: the tables of the cluster.
 * - `flags`: what the server lists at `/configs`.
 * - `metric-*`: the catalogue, and what the server has; `metric-ids` are entities.
 * - `seconds`: of a profile.
 */
export type Source = "apps" | "app-ids" | "flags" | "metric-fields" | "metric-attributes" | MetricSource | "none";
/** Those for which the catalogue is needed. */
export type MetricSource = "metric-types" | "metric-ids" | "metric-names";

const METRIC_SOURCES: Readonly<Record<string, Source>> = {
  types: "metric-types",
  ids: "metric-ids",
  metrics: "metric-names",
  with_metric_fields: "metric-fields",
  attributes: "metric-attributes",
};

export function sourceOf({ path }: Pick<Endpoint, "path">, parameter: string): Source {
  if (path === "/metrics") return METRIC_SOURCES[parameter] ?? "none";
  if (path === "/config" && parameter === "name") return "flags";
  if (path.startsWith("/meta/app") && parameter === "name") return "apps";
  if (path.startsWith("/replica/") && /^app_?id$/.test(parameter)) return "app-ids";
  return "none";
}

export interface Suggestion {
  readonly value: string;
  /** What it means. */
  readonly note?: string;
}

/** In the order of the server's answer (reference 3.2). */
export const METRIC_FIELDS: readonly Suggestion[] = [
  { value: "type" },
  { value: "name" },
  { value: "unit" },
  { value: "desc" },
  { value: "value", note: "of gauges and counters" },
  ...["p50", "p90", "p95", "p99", "p999"].map((value) => ({ value, note: "of percentiles" })),
];
