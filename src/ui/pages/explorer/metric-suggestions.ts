// Suggestions for the filters of `/metrics`: the catalogue for what the server can have, its own answer for what it has. Pure.
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { METRICS } from "#pegasus/catalog/metrics.ts";
import type { Role } from "#pegasus/endpoint.ts";
import type { MetricSource, Suggestion } from "./suggestions.ts";

/** `has` null: not known (yet). `types`: the entity types that are already chosen; none: all. */
export function metricSuggestions(
  source: MetricSource,
  role: Role | null,
  types: readonly string[],
  has: Metrics | null,
): readonly Suggestion[] {
  const known = METRICS.filter(({ servers }) => role === null || servers.includes(role));
  const entities = (has?.entities ?? []).filter(({ type }) => types.length === 0 || types.includes(type));
  switch (source) {
    case "metric-types":
      return unique([...known.map(({ entity }) => entity), ...(has?.entities ?? []).map(({ type }) => type)]).map(
        (value) => ({ value }),
      );
    case "metric-ids":
      return [
        ...entities.map(({ id, type }) => ({ value: id, note: type })),
        ...(role === "replica" ? [{ value: "replica@1.0", note: "a replica: app id and partition" }] : []),
        ...(role === "meta" ? [{ value: "table@1", note: "an app, by its id; the leader alone has them" }] : []),
      ];
    case "metric-names": {
      const fitting = known.filter(({ entity }) => types.length === 0 || types.includes(entity));
      const names = new Set(fitting.map(({ name }) => name));
      const own = entities.flatMap(({ metrics }) => metrics.flatMap(({ name }) => name ?? []));
      return [
        ...unifyNames(fitting),
        ...unique(own.filter((name) => !names.has(name))).map((value) => ({ value, note: "this server has it" })),
      ];
    }
  }
}

/** One metric can be of several entities. */
function unifyNames(facts: readonly (typeof METRICS)[number][]): Suggestion[] {
  const byName = new Map(facts.map(({ name, unit, meaning, entity }) => [name, `${entity}, ${unit}: ${meaning}`]));
  return [...byName].map(([value, note]) => ({ value, note }));
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
