/** How many tests a runner ran and how they ended, read from the JSON that it writes. */
import * as z from "zod/mini";

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** `file: title` of each that failed, also when tried again. */
  readonly failures: readonly string[];
  /** Of those that passed only when tried again; they are among the passed. */
  readonly flaky: readonly string[];
  /** What each took, all tries together. */
  readonly times: readonly Timed[];
}

export interface Timed {
  readonly title: string;
  readonly seconds: number;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          duration: z.nullish(z.number()),
          failureMessages: z.nullish(z.array(z.string())),
        }),
      ),
    }),
  ),
});

/** A file that could not even be loaded has no tests to fail, and counts as one that failed. */
export function vitestCounts(json: string): Counts {
  const report = vitestReport.parse(JSON.parse(json));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({
      title: `${inTree(name)}: ${test.fullName}`,
      status: test.status,
      seconds: (test.duration ?? 0) / 1000,
      // What a first try said stays with a test that passes later.
      complaints: test.failureMessages?.length ?? 0,
    })),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: [
      ...tests.filter(({ status }) => status === "failed").map(({ title }) => title),
      ...unloaded.map(({ name }) => `${inTree(name)}: could not be loaded`),
    ],
    flaky: tests.filter(({ status, complaints }) => status === "passed" && complaints > 0).map(({ title }) => title),
    times: tests.map(({ title, seconds }) => ({ title, seconds })),
  };
}

/** Vitest names files from the root of the machine. */
function inTree(file: string): string {
  return file.replace(/^.*\/(?=(?:src|scripts|bench)\/)/, "");
}

const playwrightSuite = z.object({
  specs: z.array(
    z.object({
      title: z.string(),
      file: z.string(),
      tests: z.array(z.object({ status: z.string(), results: z.array(z.object({ duration: z.number() })) })),
    }),
  ),
  get suites() {
    return z.optional(z.array(playwrightSuite));
  },
});

type PlaywrightSuite = z.infer<typeof playwrightSuite>;

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  suites: z.array(playwrightSuite),
});

export function playwrightCounts(json: string): Counts {
  const { stats, suites } = playwrightReport.parse(JSON.parse(json));
  const tests = suites.flatMap(testsIn);
  const titlesOf = (status: string): string[] =>
    tests.filter((test) => test.status === status).map((test) => test.title);
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected,
    skipped: stats.skipped,
    failures: titlesOf("unexpected"),
    flaky: titlesOf("flaky"),
    times: tests.map(({ title, seconds }) => ({ title, seconds })),
  };
}

function testsIn({ specs, suites }: PlaywrightSuite): (Timed & { readonly status: string })[] {
  const own = specs.flatMap(({ file, title, tests }) =>
    tests.map(({ status, results }) => ({
      title: `${file}: ${title}`,
      status,
      seconds: results.reduce((sum, { duration }) => sum + duration / 1000, 0),
    })),
  );
  return [...own, ...(suites ?? []).flatMap(testsIn)];
}
