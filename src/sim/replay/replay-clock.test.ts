import { expect, it } from "vitest";
import { ReplayClock } from "./replay-clock.ts";

function clockAt(at: number, speed: number): { clock: ReplayClock; pass: (ms: number) => void } {
  let now = 1_000_000;
  const clock = new ReplayClock({ now: () => now }, 100, 200, at, speed);
  return { clock, pass: (ms) => (now += ms) };
}

it.each([
  [100, 1, 30, 130],
  [100, 4, 10, 140],
  [100, 0.5, 10, 105],
  [150, 0, 1000, 150],
  [190, 1, 1000, 200],
  [50, 1, 0, 100],
  [900, 1, 0, 200],
])("is, from %d at speed %d after %d ms, at %d", (at, speed, ms, expected) => {
  const { clock, pass } = clockAt(at, speed);
  pass(ms);
  expect(clock.at()).toBe(expected);
});

it("goes on from where it is when the speed changes", () => {
  const { clock, pass } = clockAt(100, 1);
  pass(10);
  clock.setSpeed(3);
  pass(10);
  expect(clock.at()).toBe(140);
  expect(clock.speed()).toBe(3);
});

it("goes on from where it is put, even after its end", () => {
  const { clock, pass } = clockAt(200, 1);
  pass(5000);
  clock.seek(120);
  pass(10);
  expect(clock.at()).toBe(130);
});

it.each([
  [150, 2, 25],
  [100, 2, 0],
  [99, 2, undefined],
  [150, 0, undefined],
  [201, 1, undefined],
])("comes to %d at speed %d in %s ms", (at, speed, expected) => {
  expect(clockAt(100, speed).clock.until(at)).toBe(expected);
});

it("refuses what is no speed and no time", () => {
  expect(() => clockAt(100, -1)).toThrow(RangeError);
  expect(() => clockAt(Number.NaN, 1)).toThrow(RangeError);
  expect(() => clockAt(100, 1).clock.seek(Number.NaN)).toThrow("must be a time");
});
