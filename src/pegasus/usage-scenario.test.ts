import { expect, it } from "vitest";
import { envNamed } from "./env-value.ts";
import { HTTP_SCENARIOS } from "./requests/usage-scenario.ts";
import { SCENARIO_FACTS, scenarioOf } from "./usage-scenario.ts";

it.each([
  [{}, "normal"],
  [{ "rocksdb.usage_scenario": "bulk_load" }, "bulk_load"],
  [{ "rocksdb.usage_scenario": "prefer_write" }, "prefer_write"],
  [{ "rocksdb.usage_scenario": "fast" }, null],
])("reads the scenario of a table with %j as %s", (envs, scenario) => {
  expect(scenarioOf(envs)).toBe(scenario);
});

it("knows the scenarios that the env takes, and which of them HTTP does", () => {
  const limit = envNamed("rocksdb.usage_scenario")?.limit;
  expect(limit?.kind === "one of" && limit.values).toEqual(Object.keys(SCENARIO_FACTS).toSorted());
  const overHttp = Object.entries(SCENARIO_FACTS).filter(([, fact]) => fact.overHttp);
  expect(overHttp.map(([name]) => name).toSorted()).toEqual(HTTP_SCENARIOS.toSorted());
});
