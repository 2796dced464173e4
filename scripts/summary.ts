/** What `npm test` says at the end. */
import type { Counts, Timed } from "./counts.ts";
import type { Result } from "./steps.ts";

/** As many as help to find where the time goes. */
const SLOWEST = 10;

/** A line for each step, the slowest tests, the flaky and the failed ones by name, and as the last line the totals, which CI reads. */
export function summary(results: readonly Result[]): string {
  const width = Math.max(...results.map(({ step }) => step.name.length));
  const rows = results.map(({ step, seconds, counts, failure }) => {
    const why = counts !== undefined && counts.failed > 0 ? undefined : failure;
    const said = [counts && countsIn(counts), why].filter((text) => text !== undefined).join("; ");
    const state = failure === undefined ? "ok" : "FAILED";
    return `${step.name.padEnd(width)}  ${state.padEnd(6)}  ${seconds.toFixed(1).padStart(6)} s  ${said}`.trimEnd();
  });
  const all = <T>(of: (counts: Counts) => readonly T[]): T[] =>
    results.flatMap(({ counts }) => (counts === undefined ? [] : of(counts)));
  return [
    ...rows,
    ...listed("Slowest:", slowest(all(({ times }) => times))),
    ...listed(
      "Flaky, passed only when tried again:",
      all(({ flaky }) => flaky),
    ),
    ...listed(
      "Failed:",
      all(({ failures }) => failures),
    ),
    "",
    countsIn(totals(results)),
  ].join("\n");
}

function listed(heading: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ["", heading, ...lines.map((line) => `  ${line}`)] : [];
}

function slowest(times: readonly Timed[]): string[] {
  return times
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST)
    .map(({ title, seconds }) => `${seconds.toFixed(1).padStart(6)} s  ${title}`);
}

/** The tests of all runners. A step that failed without a failed test counts as one. */
export function totals(results: readonly Result[]): Counts {
  const sum = (of: (result: Result) => number): number => results.reduce((total, result) => total + of(result), 0);
  return {
    passed: sum(({ counts }) => counts?.passed ?? 0),
    failed: sum(({ counts, failure }) => Math.max(counts?.failed ?? 0, failure === undefined ? 0 : 1)),
    skipped: sum(({ counts }) => counts?.skipped ?? 0),
    failures: [],
    flaky: [],
    times: [],
  };
}

function countsIn({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
