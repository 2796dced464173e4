// Answers of the history as curves. Pure.
import type { HistoryAnswer } from "#api/history.ts";
import type { Curves } from "./curves.ts";

/** `name`: how a series is called by its id. Point i of a series is drawn at its end. */
export function curvesOf(answer: HistoryAnswer, metric: string, name: (id: string) => string): Curves {
  const { from, to, step } = answer;
  const count = Math.round((to - from) / step);
  return {
    span: [from, to],
    times: Array.from({ length: count }, (_, index) => from + (index + 1) * step),
    curves: answer.series
      .filter((series) => series.metric === metric)
      .map(({ id, points }) => ({ id, label: name(id), values: points })),
  };
}
