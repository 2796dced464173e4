// Charts of a page: of what the history keeps by as few questions as can be, of the rest live.
import { useMemo, type ReactNode } from "react";
import type { HistoryAnswer, HistoryFunction, HistoryStatus } from "#api/history.ts";
import type { Failure } from "../answer.ts";
import { useLiveMany, type Live } from "../live.ts";
import { ChartFigure } from "../parts/chart/ChartFigure.tsx";
import { curvesOf } from "../parts/chart/history-curves.ts";
import { HealthBadge } from "../parts/HealthBadge.tsx";
import type { Range } from "../parts/chart/range.ts";
import { historyQueries } from "../queries-history.ts";
import type { LiveChartProperties } from "./LiveFigure.tsx";
import { LoadChart } from "./LoadChart.tsx";
import { isRemembered, measured, type LiveOrigin, type Measured } from "./measured.ts";
import { questionsOf } from "./questions.ts";
import { ServerChart } from "./ServerChart.tsx";
import { drawn, specWords, type ChartSpec } from "./spec.ts";
import { useNames } from "./useNames.ts";

interface Properties {
  readonly cluster: string;
  /** Keep it memoized. */
  readonly specs: readonly ChartSpec[];
  readonly range: Range;
  readonly fn: HistoryFunction;
  /** Null: nothing is kept. Undefined: it is not known yet; what is surely kept is asked for meanwhile. */
  readonly status: HistoryStatus | null | undefined;
  /** Controls of a chart. */
  readonly renderActions?: (spec: ChartSpec, place: number) => ReactNode;
}

interface Chosen {
  readonly spec: ChartSpec;
  readonly found: Measured;
  readonly remembered: boolean;
}

export function HistoryCharts({ cluster, specs, range, fn, status, renderActions }: Properties) {
  const names = useNames(cluster);
  const known = status !== undefined;
  const wide = known && (status?.cost?.wide ?? true);
  const kept = !known || (status !== null && (status.mode !== "off" || status.source === "prometheus"));
  const chosen = useMemo(
    () =>
      specs.flatMap((spec): Chosen[] => {
        const found = measured(spec.metric);
        return found === null ? [] : [{ spec, found, remembered: kept && isRemembered(found, wide) }];
      }),
    [specs, wide, kept],
  );
  const { questions, placeOf } = useMemo(
    () =>
      questionsOf(
        chosen.flatMap(({ spec, remembered }) => (remembered ? [spec] : [])),
        range,
        fn,
      ),
    [chosen, range, fn],
  );
  const answers = useLiveMany(questions.map((question) => historyQueries.curves(cluster, question)));
  const together = useMemo(() => liveTogether(chosen), [chosen]);
  const notes = new Set(answers.flatMap(({ live }) => notesOf(live?.data ?? null)));
  return (
    <>
      {[...notes].map((note) => (
        <p key={note} className="chart-trouble">
          <HealthBadge severity="notice">{note}</HealthBadge>
        </p>
      ))}
      <div className="charts">
        {chosen.map(({ spec, found, remembered }, place) => {
          const key = `${spec.metric} ${spec.scope} ${place}`;
          const common = { cluster, spec, found, names, range, actions: renderActions?.(spec, place) };
          const answer = answers[placeOf.get(spec) ?? -1];
          if (remembered && answer !== undefined)
            return <HistoryChart key={key} {...common} live={answer.live} failure={known ? answer.failure : null} />;
          if (!known) return <HistoryChart key={key} {...common} live={null} failure={null} />;
          return <LiveChart key={`live ${key}`} {...common} together={together} />;
        })}
      </div>
    </>
  );
}

/** What is wrong with the embedded history its status tells, once for all. */
function notesOf(answer: HistoryAnswer | null): readonly string[] {
  return answer === null || answer.source === "embedded" ? [] : answer.notes;
}

interface HistoryChartProperties extends LiveChartProperties {
  readonly live: Live<HistoryAnswer> | null;
  readonly failure: Failure | null;
}

function HistoryChart({ spec, found, names, actions, live, failure }: HistoryChartProperties) {
  const answer = live?.data ?? null;
  const curves = useMemo(
    () =>
      answer === null
        ? null
        : drawn(
            curvesOf(answer, spec.metric, (id) => names.of(spec.scope, id)),
            spec,
            found,
          ),
    [answer, names, spec, found],
  );
  const lines = curves?.curves.length ?? spec.most;
  return (
    <ChartFigure
      name={found.label}
      meaning={found.meaning}
      quantity={found.quantity}
      curves={curves}
      note={specWords(spec, found, lines)}
      trouble={failure === null ? null : { severity: "warning", words: failure.message }}
      empty={failure === null ? emptyWords(spec) : "There is no answer."}
      actions={actions}
    />
  );
}

function emptyWords({ ids }: ChartSpec): string {
  return ids.length === 0
    ? "The history has no value in this range."
    : `The history has no value of ${ids.slice(0, 3).join(", ")} in this range.`;
}

function LiveChart({
  together,
  ...properties
}: LiveChartProperties & { readonly together: ReadonlyMap<string, string> }) {
  const { live } = properties.found;
  if (live.from === "load") return <LoadChart {...properties} origin={live} />;
  return <ServerChart {...properties} origin={live} together={together.get(togetherKey(live)) ?? live.metric} />;
}

function togetherKey({ from, entity }: Exclude<LiveOrigin, { readonly from: "load" }>): string {
  return `${from} ${entity}`;
}

/** The metrics that are asked of the same servers, so that several charts cost one question. */
function liveTogether(chosen: readonly Chosen[]): ReadonlyMap<string, string> {
  const groups = new Map<string, Set<string>>();
  for (const { found, remembered } of chosen) {
    if (remembered || found.live.from === "load") continue;
    const key = togetherKey(found.live);
    groups.set(key, (groups.get(key) ?? new Set()).add(found.live.metric));
  }
  return new Map([...groups].map(([key, metrics]) => [key, [...metrics].toSorted().join(",")]));
}
