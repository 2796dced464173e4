import { expect, it } from "vitest";
import { asTheyCome, fewAtOnce } from "./few-at-once.ts";

it.each([
  [3, 7, 3],
  [5, 2, 2],
  [4, 0, 0],
])(
  "with %i allowed at once, %i items are worked on %i at once, each once and in order",
  async (most, count, widest) => {
    const begun: number[] = [];
    let now = 0;
    let peak = 0;
    await fewAtOnce(
      Array.from({ length: count }, (_, index) => index),
      most,
      async (item) => {
        begun.push(item);
        peak = Math.max(peak, ++now);
        await Promise.resolve();
        now--;
      },
    );
    expect(begun).toEqual(Array.from({ length: count }, (_, index) => index));
    expect(peak).toBe(widest);
  },
);

it("ends with the first that throws, and begins nothing more", async () => {
  const begun: number[] = [];
  await expect(
    fewAtOnce([1, 2, 3, 4], 1, async (item) => {
      begun.push(item);
      await Promise.resolve();
      if (item === 2) throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(begun).toEqual([1, 2]);
});

/** Tasks that end when they are told to. */
function tasks(count: number) {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (item: number): Promise<number> => {
    begun.push(item);
    return new Promise((resolve) => {
      ends[item] = () => resolve(item);
    });
  };
  return {
    items: Array.from({ length: count }, (_, index) => index),
    begun,
    work,
    end: (item: number) => ends[item]?.(),
  };
}

it("gives results in the order in which they come, and begins the next when one is done", async () => {
  const { items, begun, work, end } = tasks(5);
  const results = asTheyCome(items, 2, work, new AbortController().signal);
  const first = results.next();
  expect(begun).toEqual([0, 1]);
  end(1);
  expect((await first).value).toBe(1);
  const second = results.next();
  expect(begun).toEqual([0, 1, 2]);
  end(2);
  expect((await second).value).toBe(2);
  const rest = (async () => {
    const got: number[] = [];
    for await (const result of results) {
      got.push(result);
      for (const item of items) end(item);
    }
    return got;
  })();
  end(0);
  expect(await rest).toEqual([0, 3, 4]);
});

it("begins nothing more once it is stopped", async () => {
  const { items, begun, work, end } = tasks(5);
  const controller = new AbortController();
  const results = asTheyCome(items, 2, work, controller.signal);
  const first = results.next();
  controller.abort();
  end(0);
  end(1);
  await first;
  expect((await results.next()).value).toBe(1);
  expect((await results.next()).done).toBe(true);
  expect(begun).toEqual([0, 1]);
});

it("has no results of nothing", async () => {
  expect((await asTheyCome([], 2, () => Promise.resolve(1), new AbortController().signal).next()).done).toBe(true);
});
