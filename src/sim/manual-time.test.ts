import { expect, it } from "vitest";
import { ManualTime } from "./manual-time.ts";

const { signal } = new AbortController();

it("wakes sleepers in order, each at its own moment, those that sleep again too", async () => {
  const time = new ManualTime(1000);
  const woken: [string, number][] = [];
  const sleep = async (name: string, ...naps: readonly number[]): Promise<void> => {
    for (const nap of naps) {
      await time.wait(nap, signal);
      woken.push([name, time.now()]);
    }
  };
  void sleep("a", 30);
  void sleep("b", 10, 10, 100);
  await time.pass(1050);
  expect(woken).toEqual([
    ["b", 1010],
    ["b", 1020],
    ["a", 1030],
  ]);
  expect(time.now()).toBe(1050);
  expect(time.next).toBe(1120);
  await time.pass(1120);
  expect(time.next).toBeNull();
});

it("does not run backwards, and lets no time pass for waiting none", async () => {
  const time = new ManualTime(1000);
  await time.pass(500);
  await time.wait(0, signal);
  expect(time.now()).toBe(1000);
});

it("wakes with an error who slept by a signal that aborts, and nobody else", async () => {
  const time = new ManualTime(0);
  const ending = new AbortController();
  const ended = time.wait(10, ending.signal);
  const other = time.wait(10, signal);
  ending.abort();
  await expect(ended).rejects.toMatchObject({ name: "AbortError" });
  await expect(time.wait(10, ending.signal)).rejects.toMatchObject({ name: "AbortError" });
  await time.pass(10);
  await expect(other).resolves.toBeUndefined();
});
