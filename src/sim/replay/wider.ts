// Which `/metrics` requests asked for at least as much as another one (reference 3.2, 3.3).
import { readMetricQuery, type MetricQuery, type MetricQueryResult } from "../metrics/query.ts";

/** The query of a GET, or what the server answers with 400. */
export function metricsAsked(query: ReadonlyMap<string, string>): MetricQueryResult {
  return readMetricQuery({ method: "GET", query });
}

/** The same text for queries that mean the same. */
export function metricsKey(result: MetricQueryResult): string {
  if (!result.ok) return `error=${result.error}`;
  const { types, ids, metrics, attributes, fields } = result.query;
  const lists = [types, ids, metrics, pairsOf(attributes), fields];
  return lists.map((list) => (list === null ? "*" : [...list].toSorted().join(","))).join("&");
}

/** Whether an answer to `source` holds all that an answer to `wanted` does. */
export function isWider(source: MetricQuery, wanted: MetricQuery): boolean {
  return (
    includes(source.types, wanted.types) &&
    includes(source.ids, wanted.ids) &&
    includes(pairsOf(source.attributes), pairsOf(wanted.attributes)) &&
    includes(source.metrics, wanted.metrics) &&
    includes(source.fields, wanted.fields) &&
    // Without names the metrics of an answer cannot be told apart any more.
    (source.fields?.has("name") !== false || includes(wanted.metrics, source.metrics))
  );
}

/** Null lets everything through. */
function includes(wide: ReadonlySet<string> | null, narrow: ReadonlySet<string> | null): boolean {
  return wide === null || (narrow !== null && [...narrow].every((item) => wide.has(item)));
}

function pairsOf(attributes: MetricQuery["attributes"]): ReadonlySet<string> | null {
  return attributes === null ? null : new Set(attributes.map((pair) => pair.join(",")));
}
