import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { findScenario, isScenarioName, SCENARIOS, unknownScenario } from "./scenarios.ts";

const FOLDER = new URL("scenarios/", import.meta.url);
const TESTS = readdirSync(FOLDER)
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => readFileSync(new URL(name, FOLDER), "utf8"));

it.each(SCENARIOS)("$name has a sentence on what it shows, and a test that sees it", ({ name, title }) => {
  expect(title).toMatch(/^[A-Z0-9].*\.$/);
  expect(findScenario(name).title).toBe(title);
  expect(TESTS.filter((text) => text.includes(`await witnesses.live("${name}"`))).toHaveLength(1);
});

it("has no two of a name, and tells the names to whom asks for another", () => {
  expect(new Set(SCENARIOS.map(({ name }) => name)).size).toBe(SCENARIOS.length);
  expect(isScenarioName("healthy")).toBe(true);
  expect(isScenarioName("Healthy")).toBe(false);
  expect(unknownScenario("x")).toMatch(/^There is no scenario "x"\. There are: healthy, leader-moves, .*, large$/);
});
