/** The checks that `npm test` makes, in their order, and how the end of each is judged. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { type Counts, playwrightCounts, vitestCounts } from "./counts.ts";
import { ROOT } from "./sources.ts";

const MINUTE = 60_000;

export interface Step {
  readonly name: string;
  readonly title: string;
  /** A program of node_modules/.bin, or a script here, and its arguments. `report` is where to write its JSON. */
  readonly command: (report: string) => readonly string[];
  readonly env?: (report: string) => Readonly<Record<string, string>>;
  /** Reads the report of a test runner. The other steps have none: they hold or fail as a whole. */
  readonly counts?: (json: string) => Counts;
  /** Steps without which it makes no sense. */
  readonly needs?: readonly string[];
}

export interface Result {
  readonly step: Step;
  readonly seconds: number;
  /** Of the test runners only. */
  readonly counts?: Counts;
  /** Why it failed, in a few words; absent when it is in order. */
  readonly failure?: string;
}

/** Of the runners, a test that fails is tried once more: the summary lists by name those that needed it. */
export const STEPS: readonly Step[] = [
  { name: "types", title: "Types", command: () => ["tsc", "--noEmit", "-p", "."] },
  { name: "lint", title: "Lint", command: () => ["oxlint", "--deny-warnings"] },
  { name: "format", title: "Format", command: () => ["oxfmt", "--check", "."] },
  { name: "unused", title: "Unused code", command: () => ["knip"] },
  {
    name: "unit",
    title: "Unit and integration tests",
    command: (report) => [
      "vitest",
      "run",
      "--retry=1",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    counts: vitestCounts,
  },
  { name: "build", title: "Build and its size", command: () => ["scripts/build.ts"] },
  { name: "browser", title: "A browser", command: () => ["scripts/browser.ts"] },
  {
    name: "e2e",
    title: "Browser tests",
    command: () => ["playwright", "test", "--retries=1", "--reporter=line,json"],
    env: (report) => ({ PLAYWRIGHT_JSON_OUTPUT_FILE: report }),
    counts: playwrightCounts,
    needs: ["build", "browser"],
  },
];

/** Runs a step with its output on ours. `folder` takes its report. */
export function runStep(step: Step, folder: string, before: readonly Result[]): Result {
  const missing = before.find((result) => result.failure !== undefined && step.needs?.includes(result.step.name));
  if (missing !== undefined) return { step, seconds: 0, failure: `not run: ${missing.step.name} failed` };

  const report = join(folder, `${step.name}.json`);
  const [program = "", ...args] = step.command(report);
  const start = performance.now();
  const isScript = program.endsWith(".ts");
  const { status, signal, error } = spawnSync(
    isScript ? process.execPath : join(ROOT, "node_modules", ".bin", program),
    isScript ? ["--import", "tsx", program, ...args] : args,
    { cwd: ROOT, stdio: "inherit", timeout: 40 * MINUTE, env: { ...process.env, ...step.env?.(report) } },
  );
  const seconds = (performance.now() - start) / 1000;
  const ended = error?.message ?? (signal === null ? `exit code ${status}` : `ended by ${signal}`);
  const counts = step.counts && readCounts(step.counts, report);
  const failure = judge(status === 0 ? undefined : ended, step.counts !== undefined, counts);
  return { step, seconds, ...(counts && { counts }), ...(failure !== undefined && { failure }) };
}

function readCounts(read: (json: string) => Counts, report: string): Counts | undefined {
  try {
    return read(readFileSync(report, "utf8"));
  } catch {
    return undefined;
  }
}

/** Why a step failed. A test runner that ran nothing has failed, whatever it says itself. */
export function judge(ended: string | undefined, isRunner: boolean, counts: Counts | undefined): string | undefined {
  if (!isRunner) return ended;
  if (counts === undefined) return `no report${ended === undefined ? "" : `, ${ended}`}`;
  if (counts.passed + counts.failed === 0) return "ran no test";
  if (counts.failed > 0) return `${counts.failed} failed`;
  return ended;
}
