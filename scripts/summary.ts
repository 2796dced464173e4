/** What `npm test` says at the end. */
import type { Counts } from "./counts.ts";
import type { Result } from "./steps.ts";

/** A line for each step, the flaky tests, and as the last line the totals, which CI reads. */
export function summary(results: readonly Result[]): string {
  const width = Math.max(...results.map(({ step }) => step.name.length));
  const rows = results.map(({ step, seconds, counts, failure }) => {
    const why = counts !== undefined && counts.failed > 0 ? undefined : failure;
    const said = [counts && countsIn(counts), why].filter((text) => text !== undefined).join("; ");
    const state = failure === undefined ? "ok" : "FAILED";
    return `${step.name.padEnd(width)}  ${state.padEnd(6)}  ${seconds.toFixed(1).padStart(6)} s  ${said}`.trimEnd();
  });
  const flaky = results.flatMap(({ counts }) => counts?.flaky ?? []);
  return [
    ...rows,
    ...(flaky.length > 0 ? ["", "Flaky, passed only when tried again:", ...flaky.map((title) => `  ${title}`)] : []),
    "",
    countsIn(totals(results)),
  ].join("\n");
}

/** The tests of all runners. A step that failed without a failed test counts as one. */
export function totals(results: readonly Result[]): Counts {
  const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
  return {
    passed: sum(({ counts }) => counts?.passed ?? 0),
    failed: sum(({ counts, failure }) => Math.max(counts?.failed ?? 0, failure === undefined ? 0 : 1)),
    skipped: sum(({ counts }) => counts?.skipped ?? 0),
    flaky: [],
  };
}

function countsIn({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
