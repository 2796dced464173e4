import { expect, it } from "vitest";
import { seeded } from "../random.ts";
import { Schedule } from "./schedule.ts";

it("lets things happen in order of time, and in the order of planning at the same time", () => {
  const schedule = new Schedule();
  const random = seeded(3);
  const happened: [at: number, order: number][] = [];
  for (let order = 0; order < 500; order++) {
    const at = Math.floor(random() * 50);
    schedule.plan(at, (due) => happened.push([due, order]));
  }
  const reached: number[] = [];
  schedule.advance(24, (at) => reached.push(at));
  expect(reached).toEqual(happened.map(([at]) => at));
  expect(Math.max(...reached)).toBe(24);
  schedule.advance(100, () => undefined);
  expect(happened).toHaveLength(500);
  expect(happened).toEqual(happened.toSorted(([a, first], [b, second]) => a - b || first - second));
  expect(schedule.next).toBeUndefined();
});

it("lets a thing plan more, which happens in the same advance when it is due", () => {
  const schedule = new Schedule();
  const happened: number[] = [];
  const again = (at: number): void => {
    happened.push(at);
    schedule.plan(at + 10, again);
  };
  schedule.plan(5, again);
  schedule.advance(30, () => undefined);
  expect(happened).toEqual([5, 15, 25]);
  expect(schedule.next).toBe(35);
});
