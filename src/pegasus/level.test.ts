import { expect, it } from "vitest";
import { effectiveLevel, isFrozenBy, LEVEL_FACTS, LEVELS, readLevel, type FunctionLevel } from "./level.ts";

const FLAGS = { minLive: 3, percentage: 65 };

// 4 of 6 dead in recording 00b and 2 of 3 in 06 read `freezed`; the rest follows meta/meta_service.cpp:212-219.
it.each<[alive: number, total: number, stored: FunctionLevel, shown: FunctionLevel]>([
  [3, 3, "steady", "steady"],
  [2, 3, "steady", "freezed"],
  [2, 3, "lively", "freezed"],
  [0, 3, "steady", "freezed"],
  [65, 100, "lively", "lively"],
  [64, 100, "lively", "freezed"],
  [3, 5, "steady", "freezed"],
  [4, 6, "steady", "steady"],
  [0, 0, "steady", "freezed"],
  [1, 100, "freezed", "freezed"],
  [1, 100, "blind", "blind"],
  [1, 100, "stopped", "stopped"],
])("with %d of %d nodes alive, %s shows as %s", (alive, total, stored, shown) => {
  expect(effectiveLevel(stored, { alive, total }, FLAGS)).toBe(shown);
});

it("does not freeze two nodes where one is enough", () => {
  expect(isFrozenBy({ alive: 1, total: 2 }, { minLive: 1, percentage: 50 })).toBe(false);
});

it("orders the levels, each of which permits what the lower ones do", () => {
  const facts = LEVELS.map((level) => LEVEL_FACTS[level]);
  expect(facts.map(({ value }) => value)).toEqual([100, 200, 300, 400, 500]);
  for (const key of ["ddl", "downgrades", "repairs", "plansBalance", "balances"] as const) {
    const permits = facts.map((fact) => fact[key]);
    expect(permits).toEqual(permits.toSorted((a, b) => Number(a) - Number(b)));
  }
  expect(LEVEL_FACTS.steady).toMatchObject({ repairs: true, plansBalance: true, balances: false });
  expect(LEVEL_FACTS.freezed).toMatchObject({ downgrades: true, repairs: false });
});

it.each([
  ["lively", "lively"],
  ["Lively", null],
  ["", null],
])("reads the level %j as %s", (text, level) => {
  expect(readLevel(text)).toBe(level);
});
