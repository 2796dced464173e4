import { expect, it } from "vitest";
import { coarseStep, keepingOf } from "./tiers.ts";

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

it("keeps 10 s for a day, a minute for a week and 10 minutes for 90 days where nothing else is said", () => {
  const { every, tiers, maxSize } = keepingOf({});
  expect([every, maxSize]).toEqual([10, 2 ** 31]);
  expect(tiers.map(({ step, period, keep }) => [step / SECOND, period / HOUR, keep / DAY])).toEqual([
    [10, 1, 1],
    [60, 6, 7],
    [600, 60, 90],
  ]);
});

it("keeps the finer values until the coarser ones are made of them", () => {
  const { tiers } = keepingOf({ keep: { "10m": 30 * DAY, "1s": 60 * SECOND } });
  expect(tiers[0]).toMatchObject({ step: SECOND, period: 360 * SECOND, keep: 2 * (tiers[1]?.period ?? 0) });
  expect((tiers[1]?.period ?? 1) % 360_000).toBe(0);
});

it.each([
  [{ keep: { "10s": DAY, "15s": DAY } }, "history.keep: 15s is no multiple of the finer step of 10 s."],
  [{ keep: { "60s": DAY, "1m": DAY } }, "history.keep: 1m stands there twice."],
  [{ keep: {} }, "history.keep names no step, as 10s: 1d."],
  [{ maxSize: 1024 }, "history.maxSize must be 16MiB or more."],
])("refuses %j", (wishes, sentence) => {
  expect(() => keepingOf(wishes)).toThrow(sentence);
});

it("keeps means of a minute of partitions, or of a step that is longer", () => {
  expect(coarseStep(keepingOf({}))).toBe(60 * SECOND);
  expect(coarseStep(keepingOf({ keep: { "5m": DAY } }))).toBe(300 * SECOND);
  expect(coarseStep(keepingOf({ keep: { "9s": DAY } }))).toBe(72 * SECOND); // a period has a whole number of them
});
