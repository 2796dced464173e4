// Filters and fields of `/metrics` (reference 3.2, 3.3), done on an answer as the server does them on its registry.
import type { Entity, Metric, Metrics } from "#pegasus/answers/metrics.ts";
import type { MetricQuery } from "../metrics/query.ts";

/** The part of `document` that `query` asks for, in its order. Entities without a metric are left out. */
export function filterMetrics(document: Metrics, query: MetricQuery): Metrics {
  const entities = document.entities
    .filter((entity) => isWanted(entity, query))
    .map((entity) => ({ ...entity, metrics: entity.metrics.filter(({ name }) => isWantedName(name, query)) }))
    .filter((entity) => entity.metrics.length > 0)
    .map((entity) => ({ ...entity, metrics: entity.metrics.map((metric) => pick(metric, query.fields)) }));
  return { ...document, entities };
}

function isWanted({ type, id, attributes }: Entity, query: MetricQuery): boolean {
  return (
    query.types?.has(type) !== false &&
    query.ids?.has(id) !== false &&
    query.attributes?.some(([name, value]) => attributes[name] === value) !== false
  );
}

/** An answer that was asked for without names holds the wanted metrics alone (see `isWider`). */
function isWantedName(name: string | undefined, { metrics }: MetricQuery): boolean {
  return name === undefined || metrics?.has(name) !== false;
}

function pick(metric: Metric, fields: MetricQuery["fields"]): Metric {
  if (fields === null) return metric;
  return Object.fromEntries(Object.entries(metric).filter(([field]) => fields.has(field)));
}
