import { expect, it } from "vitest";
import { Limit, TooBusy, eachLimited } from "./limit.ts";

/** Work that ends when told to; tells which has begun. */
function work() {
  const begun: number[] = [];
  const ends = new Map<number, () => void>();
  const job = (index: number) => (): Promise<number> =>
    new Promise((resolve) => {
      begun.push(index);
      ends.set(index, () => resolve(index));
    });
  return { begun, job, end: (index: number) => ends.get(index)?.() };
}

it("runs so many at once and the others in their order", async () => {
  const limit = new Limit(2);
  const { begun, job, end } = work();
  const all = [0, 1, 2, 3].map((index) => limit.run(job(index)));
  expect(begun).toEqual([0, 1]);
  end(1);
  await all[1];
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const index of [0, 2]) end(index);
  await expect.poll(() => begun).toEqual([0, 1, 2, 3]);
  end(3);
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
});

it("gives the place of one that failed to the next", async () => {
  const limit = new Limit(1);
  const failing = limit.run(async () => {
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await limit.run(async () => "yes")).toBe("yes");
});

it("lets those go who have waited too long, and loses no place by it", async () => {
  const limit = new Limit(1);
  const { begun, job, end } = work();
  const first = limit.run(job(0));
  await expect(limit.run(job(1), 20)).rejects.toThrow(TooBusy);
  const patient = limit.run(job(2), 10_000);
  end(0);
  await first;
  await expect.poll(() => begun).toEqual([0, 2]);
  end(2);
  expect(await patient).toBe(2);
  expect(await limit.run(async () => "free")).toBe("free");
});

it("does each item, and fails when one does", async () => {
  const done: number[] = [];
  await eachLimited([1, 2, 3], 2, async (item) => {
    done.push(item);
  });
  expect(done).toEqual([1, 2, 3]);
  await expect(eachLimited([1], 1, async () => Promise.reject(new Error("no")))).rejects.toThrow("no");
});
