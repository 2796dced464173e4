import { expect, it } from "vitest";
import { newTurns } from "./turns.ts";

it("each has a task of its own, in the order in which they came, and who gives up is passed over", () => {
  const tasks: (() => void)[] = [];
  const done: string[] = [];
  const turns = newTurns((work) => tasks.push(work));
  turns.take(() => done.push("first"));
  const giveUp = turns.take(() => done.push("never"));
  turns.take(() => {
    done.push("second");
    turns.take(() => done.push("from within"));
  });
  giveUp();
  const seen: number[] = [];
  for (let task = tasks.shift(); task !== undefined; task = tasks.shift()) {
    task();
    seen.push(done.length);
  }
  expect(done).toEqual(["first", "second", "from within"]);
  expect(seen).toEqual([1, 2, 3, 3]);
  turns.take(() => done.push("later"));
  tasks.shift()?.();
  expect(done.at(-1)).toBe("later");
});
