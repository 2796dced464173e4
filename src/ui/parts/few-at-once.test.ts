import { expect, it } from "vitest";
import { fewAtOnce } from "./few-at-once.ts";

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
