import { expect, it } from "vitest";
import { markAt, marksOf, type Happening } from "./marks.ts";

const span = [0, 100_000] as const;
const happenings: Happening[] = [
  { at: 50_500, level: "critical", message: "r1 is dead." },
  { at: 50_000, level: "info", message: "The leader moved." },
  { at: 90_000, level: "warning", message: "r2 restarted." },
  { at: 200_000, level: "critical", message: "Later." },
];

it("what lies upon each other is one mark, as grave as the gravest", () => {
  const marks = marksOf(happenings, span);
  expect(marks.map(({ at, level, words }) => [at, level, words.length])).toEqual([
    [50_000, "critical", 2],
    [90_000, "warning", 1],
  ]);
  expect(marks[0]?.words[0]).toMatch(/^\d\d:\d\d:\d\d The leader moved\.$/);
});

it("the mark under the crosshair is the nearest one, if it is near", () => {
  const marks = marksOf(happenings, span);
  expect(markAt(marks, 89_500, span)?.at).toBe(90_000);
  expect(markAt(marks, 80_000, span)).toBeNull();
});
