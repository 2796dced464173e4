import { expect, it } from "vitest";
import { styleOf, TOGETHER_STYLE } from "./line-style.ts";

it("no two of fifty lines look the same, and neighbours differ without colour", () => {
  const styles = Array.from({ length: 50 }, (_, place) => styleOf(place));
  expect(new Set(styles.map(({ colour, dash }) => `${colour} ${dash}`)).size).toBe(50);
  for (const [place, style] of styles.entries()) expect(style.dash).not.toBe(styles[place + 1]?.dash ?? "end");
  expect(styles.map(({ colour }) => colour)).not.toContain(TOGETHER_STYLE.colour);
});
