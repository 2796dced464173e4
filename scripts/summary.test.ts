import { expect, it } from "vitest";

import type { Counts } from "./counts.ts";
import { judge, type Result, runStep, type Step } from "./steps.ts";
import { summary, totals } from "./summary.ts";

const step = (name: string): Step => ({ name, title: name, command: () => ["true"] });
const counts = (passed: number, failed: number, skipped = 0, flaky: string[] = []): Counts => ({
  passed,
  failed,
  skipped,
  failures: [],
  flaky,
  times: [],
});

const good: Result[] = [
  { step: step("types"), seconds: 3.21 },
  { step: step("unit"), seconds: 22, counts: counts(120, 0) },
  { step: step("e2e"), seconds: 101.5, counts: counts(30, 0) },
];

it("says of each step how it ended, and closes with the plain line that CI reads", () => {
  expect(summary(good).split("\n")).toEqual([
    "types  ok         3.2 s",
    "unit   ok        22.0 s  120 passed, 0 failed",
    "e2e    ok       101.5 s  30 passed, 0 failed",
    "",
    "150 passed, 0 failed",
  ]);
});

it("counts a failed step as one, and never a failed runner's tests twice", () => {
  const bad: Result[] = [
    { step: step("types"), seconds: 1, failure: "exit code 2" },
    { step: step("unit"), seconds: 2, counts: counts(10, 3, 1), failure: "3 failed" },
    { step: step("e2e"), seconds: 0, failure: "not run: build failed" },
  ];
  expect(totals(bad)).toMatchObject({ passed: 10, failed: 5, skipped: 1 });
  expect(summary(bad).split("\n").at(-1)).toBe("10 passed, 5 failed, 1 skipped");
  expect(summary(bad)).toContain("types  FAILED     1.0 s  exit code 2");
});

it("lists flaky tests", () => {
  const results = [{ step: step("e2e"), seconds: 1, counts: counts(2, 0, 0, ["apps.spec.ts: blinks"]) }];
  expect(summary(results)).toContain(
    "Flaky, passed only when tried again:\n  apps.spec.ts: blinks\n\n2 passed, 0 failed",
  );
});

it("names what failed last, before the totals, and what took longest", () => {
  const times = Array.from({ length: 12 }, (_, index) => ({ title: `test ${index}`, seconds: index }));
  const failing: Counts = { ...counts(11, 1), failures: ["a.test.ts: fails"], times };
  const lines = summary([{ step: step("unit"), seconds: 1, counts: failing, failure: "1 failed" }]).split("\n");
  expect(lines.slice(1, 5)).toEqual(["", "Slowest:", "    11.0 s  test 11", "    10.0 s  test 10"]);
  expect(lines).not.toContain("     1.0 s  test 1");
  expect(lines.slice(-5)).toEqual(["", "Failed:", "  a.test.ts: fails", "", "11 passed, 1 failed"]);
});

it.each([
  ["a check that exits with 0", undefined, false, undefined, undefined],
  ["a check that exits with 1", "exit code 1", false, undefined, "exit code 1"],
  ["a runner whose tests pass", undefined, true, counts(3, 0), undefined],
  ["a runner with failed tests", "exit code 1", true, counts(3, 2), "2 failed"],
  ["a runner with failed tests that exits with 0", undefined, true, counts(3, 2), "2 failed"],
  ["a runner that fails though its tests pass", "exit code 1", true, counts(3, 0), "exit code 1"],
  ["a runner that ran nothing", undefined, true, counts(0, 0, 5), "ran no test"],
  ["a runner without a report", undefined, true, undefined, "no report"],
  ["a runner that was stopped", "ended by SIGTERM", true, undefined, "no report, ended by SIGTERM"],
])("judges %s", (_, ended, isRunner, counted, failure) => {
  expect(judge(ended, isRunner, counted)).toBe(failure);
});

it("does not run a step whose needs failed", () => {
  const e2e: Step = { ...step("e2e"), needs: ["build"] };
  const build: Result = { step: step("build"), seconds: 1, failure: "exit code 1" };
  expect(runStep(e2e, "", [build])).toEqual({ step: e2e, seconds: 0, failure: "not run: build failed" });
});
