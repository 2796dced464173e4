// What is asked of the history for the charts of a page: as few questions as there are scopes. Pure.
import { HISTORY_LIMIT, type HistoryFunction } from "#api/history.ts";
import type { Scope } from "#pegasus/kept-metrics.ts";
import { lengthOf, rangeQuery, type Range } from "../parts/chart/range.ts";
import type { CurvesQuestion } from "../queries-history.ts";
import { topOf, type ChartSpec } from "./spec.ts";

export interface Asked {
  readonly questions: readonly CurvesQuestion[];
  /** Of each chart the place of its question. */
  readonly placeOf: ReadonlyMap<ChartSpec, number>;
}

/** Of charts of what the history keeps. */
export function questionsOf(specs: readonly ChartSpec[], range: Range, fn: HistoryFunction): Asked {
  const groups: { key: string; scope: Scope; specs: ChartSpec[]; metrics: Set<string> }[] = [];
  for (const spec of specs) {
    const { scope, ids, metric } = spec;
    if (scope === "entity") continue;
    const key = JSON.stringify([scope, ids, topOf(spec)]);
    const open = groups.find((group) => group.key === key && group.metrics.size < HISTORY_LIMIT.metrics);
    if (open === undefined) groups.push({ key, scope, specs: [spec], metrics: new Set([metric]) });
    else {
      open.specs.push(spec);
      open.metrics.add(metric);
    }
  }
  const placeOf = new Map(groups.flatMap((group, place) => group.specs.map((spec) => [spec, place] as const)));
  const questions = groups.flatMap(({ scope, specs: [first], metrics }) =>
    first === undefined
      ? []
      : [
          {
            metrics: [...metrics],
            scope,
            ids: first.ids,
            ...rangeQuery(range),
            length: lengthOf(range),
            fn,
            top: topOf(first),
          },
        ],
  );
  return { questions, placeOf };
}
