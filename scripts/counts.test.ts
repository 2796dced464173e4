import { expect, it } from "vitest";

import { playwrightCounts, vitestCounts } from "./counts.ts";

it("counts vitest's tests, and a file that could not be loaded as a failed one", () => {
  const report = {
    numTotalTests: 4,
    numPassedTests: 1,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    success: false,
    testResults: [
      {
        status: "failed",
        name: "/a/src/broken.test.ts",
        message: "Cannot find module './nowhere.ts'",
        assertionResults: [],
      },
      {
        status: "failed",
        name: "/a/src/health.test.ts",
        assertionResults: [
          { fullName: "table is well", status: "passed", duration: 1500, failureMessages: ["at first"] },
          { fullName: "table is ill", status: "failed", duration: 20, failureMessages: ["at first", "again"] },
          { fullName: "left out", status: "skipped" },
        ],
      },
    ],
  };
  expect(vitestCounts(JSON.stringify(report))).toEqual({
    passed: 1,
    failed: 2,
    skipped: 2,
    failures: ["src/health.test.ts: table is ill", "src/broken.test.ts: could not be loaded"],
    flaky: ["src/health.test.ts: table is well"],
    times: [
      { title: "src/health.test.ts: table is well", seconds: 1.5 },
      { title: "src/health.test.ts: table is ill", seconds: 0.02 },
      { title: "src/health.test.ts: left out", seconds: 0 },
    ],
  });
});

it("counts Playwright's tests, the flaky among the passed and by title", () => {
  const spec = (title: string, status: string): object => ({
    title,
    file: "apps.spec.ts",
    tests: [{ status, results: [{ duration: 500 }, { duration: 750 }] }],
  });
  const report = {
    stats: { startTime: "2026-11-22T17:43:54.872Z", expected: 3, unexpected: 1, flaky: 2, skipped: 1 },
    suites: [
      {
        title: "apps.spec.ts",
        specs: [spec("sorts", "expected"), spec("blinks", "flaky")],
        suites: [{ title: "with a filter", specs: [spec("fails", "unexpected"), spec("flickers", "flaky")] }],
      },
    ],
  };
  expect(playwrightCounts(JSON.stringify(report))).toEqual({
    passed: 5,
    failed: 1,
    skipped: 1,
    failures: ["apps.spec.ts: fails"],
    flaky: ["apps.spec.ts: blinks", "apps.spec.ts: flickers"],
    times: ["sorts", "blinks", "fails", "flickers"].map((title) => ({
      title: `apps.spec.ts: ${title}`,
      seconds: 1.25,
    })),
  });
});

it.each([
  ["vitest's", vitestCounts],
  ["Playwright's", playwrightCounts],
])("refuses what is no report of %s", (_, read) => {
  expect(() => read("{}")).toThrow("invalid_type");
  expect(() => read("")).toThrow(SyntaxError);
});
