import { expect, it } from "vitest";
import { followed, newWatch, type Watch } from "./watch.ts";

const seen = (at: number, ...dead: string[]) => ({ dead, starts: null, at });

it("says of who was dead at first that it may be longer, and of the others since when", () => {
  const first = followed(newWatch("c"), seen(1000, "r1"));
  const second = followed(first, seen(2000, "r1", "r2"));
  expect([...second.dead]).toEqual([
    ["r1", { at: 1000, atFirst: true }],
    ["r2", { at: 2000, atFirst: false }],
  ]);
});

it("forgets who came back, and counts anew when it dies again", () => {
  const steps = [seen(1000), seen(2000, "r1"), seen(3000), seen(4000, "r1")];
  const last = steps.reduce<Watch>(followed, newWatch("c"));
  expect([...last.dead]).toEqual([["r1", { at: 4000, atFirst: false }]]);
});

it("keeps the start of each process as it was first seen", () => {
  const starts = (text: string) => ({ dead: null, starts: new Map([["r1", text]]), at: 1000 });
  const first = followed(newWatch("c"), starts("a"));
  expect([...followed(first, starts("b")).starts]).toEqual([["r1", "a"]]);
});

it("is the same object where nothing is new, so that nothing is drawn anew", () => {
  const first = followed(newWatch("c"), seen(1000, "r1"));
  expect(followed(first, seen(2000, "r1"))).toBe(first);
  expect(followed(first, { dead: null, starts: null, at: 3000 })).toBe(first);
});
