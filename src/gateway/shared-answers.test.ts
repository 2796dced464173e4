import { expect, it } from "vitest";
import { SharedAnswers } from "./shared-answers.ts";

/** A question that is answered when told to. */
function question() {
  const asked: { answer: (value: string) => void; fail: (error: Error) => void }[] = [];
  const make = (): Promise<string> =>
    new Promise((answer, fail) => {
      asked.push({ answer, fail });
    });
  return { asked, make };
}

function answers(options: { weigh?: (value: string) => number } = {}) {
  const clock = { now: 1_000_000 };
  return { clock, shared: new SharedAnswers<string>({ now: () => clock.now, ...options }) };
}

/** Asks and is answered at once. */
async function ask(
  shared: SharedAnswers<string>,
  key: string,
  maxAgeMs: number,
  value: string,
  lasting = false,
): Promise<string> {
  return (await shared.get(key, maxAgeMs, async () => value, lasting)).value;
}

it("asks once for all who wait, whatever age they allow", async () => {
  const { shared } = answers();
  const { asked, make } = question();
  const all = [0, 5000, 0].map((age) => shared.get("k", age, make));
  expect(asked).toHaveLength(1);
  asked[0]?.answer("yes");
  expect((await Promise.all(all)).map(({ value }) => value)).toEqual(["yes", "yes", "yes"]);
});

it("serves an answer to those who allow its age, and tells it", async () => {
  const { clock, shared } = answers();
  await ask(shared, "k", 0, "first");
  clock.now += 3000;
  expect(await shared.get("k", 3000, async () => "second")).toEqual({ value: "first", ageMs: 3000 });
  expect(await shared.get("k", 2999, async () => "second")).toEqual({ value: "second", ageMs: 0 });
  expect(await ask(shared, "other", 9000, "third")).toBe("third");
});

it("shares a failure with those who wait, and asks anew for the next", async () => {
  const { shared } = answers();
  const { asked, make } = question();
  const waiting = [shared.get("k", 0, make), shared.get("k", 0, make)];
  asked[0]?.fail(new Error("no"));
  expect((await Promise.allSettled(waiting)).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await ask(shared, "k", 9000, "yes")).toBe("yes");
});

it("forgets on demand, also what is under way, but not what is dangerous to ask again", async () => {
  const { shared } = answers();
  const { asked, make } = question();
  await ask(shared, "lasting", 0, "first", true);
  await ask(shared, "usual", 0, "first");
  const before = shared.get("late", 9000, make);
  shared.forget();
  asked[0]?.answer("before the change");
  expect((await before).value).toBe("before the change");
  expect(await ask(shared, "late", 9000, "after")).toBe("after");
  expect(await ask(shared, "usual", 9000, "second")).toBe("second");
  expect(await ask(shared, "lasting", 9000, "second", true)).toBe("first");
});

it("lets go of the oldest when they are too many, and of what nobody may want any more", async () => {
  const { clock, shared } = answers();
  await ask(shared, "lasting", 0, "old", true);
  for (let index = 0; index < 500; index++) await ask(shared, `k${index}`, 0, "old");
  expect(await ask(shared, "k0", 60_000, "new")).toBe("new");
  expect(await ask(shared, "k499", 60_000, "new")).toBe("old");
  expect(await ask(shared, "lasting", 60_000, "new", true)).toBe("old");
  clock.now += 120_001;
  await ask(shared, "k499", 0, "newer");
  expect(await ask(shared, "lasting", 1_000_000, "new", true)).toBe("new");
});

it("lets go of the oldest when they weigh too much, and still gives out one that weighs too much by itself", async () => {
  const MiB = 1024 * 1024;
  const { shared } = answers({ weigh: (value) => Number(value) * MiB });
  await ask(shared, "a", 0, "30");
  await ask(shared, "b", 0, "30");
  expect(await ask(shared, "a", 9000, "1")).toBe("30");
  await ask(shared, "c", 0, "30");
  expect(await ask(shared, "b", 9000, "1")).toBe("30");
  expect(await ask(shared, "a", 9000, "1")).toBe("1");
  expect(await ask(shared, "huge", 0, "70")).toBe("70");
  expect(await ask(shared, "huge", 9000, "1")).toBe("1");
});
