/** `npm test`: all checks one after the other, also after one failed. `npm test -- --only unit,e2e` makes some of them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { type Result, runStep, type Step, STEPS } from "./steps.ts";
import { summary, totals } from "./summary.ts";

function chosenSteps(): readonly Step[] {
  const { values } = parseArgs({ options: { only: { type: "string" } } });
  if (values.only === undefined) return STEPS;
  const names = values.only.split(",").map((name) => name.trim());
  const known = STEPS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`There is no step ${unknown.join(", ")}. The steps are ${known.join(", ")}.`);
  return STEPS.filter(({ name }) => names.includes(name));
}

function runAll(steps: readonly Step[]): Result[] {
  const folder = mkdtempSync(join(tmpdir(), "pegasus-dashboard-test-"));
  const results: Result[] = [];
  for (const step of steps) {
    console.log(`\n━━━ ${step.title} (${step.name}) ━━━\n`);
    const result = runStep(step, folder, results);
    results.push(result);
    console.log(`\n${step.name}: ${result.failure ?? "ok"} after ${result.seconds.toFixed(1)} s`);
  }
  rmSync(folder, { recursive: true, force: true });
  return results;
}

try {
  const results = runAll(chosenSteps());
  console.log(`\n━━━ Summary ━━━\n\n${summary(results)}`);
  process.exitCode = totals(results).failed > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
