import { expect, it } from "vitest";
import { Kept } from "./kept.ts";

it("makes a thing of a text once, and again when too many others have come", () => {
  const made: string[] = [];
  const kept = new Kept((text) => {
    made.push(text);
    return text.toUpperCase();
  });
  for (let time = 0; time < 3; time++) expect(kept.of("a")).toBe("A");
  expect(made).toEqual(["a"]);
  for (let number = 0; number < 600; number++) kept.of(String(number));
  expect(kept.of("a")).toBe("A");
  expect(made.filter((text) => text === "a")).toHaveLength(2);
});

it("keeps nothing of what cannot be made", () => {
  let tries = 0;
  const kept = new Kept((): string => {
    tries++;
    throw new Error("no");
  });
  for (let time = 0; time < 2; time++) expect(() => kept.of("a")).toThrow("no");
  expect(tries).toBe(2);
});
