import { expect, it } from "vitest";
import { combine, drawFor, highest, type Together } from "./combine.ts";
import type { Curve } from "./curves.ts";

const curve = (id: string, ...values: (number | null)[]): Curve => ({ id, label: id, values });
/** `late` was not there at first, `gone` not at last; `torn` missed one round. */
const curves = [
  curve("whole", 1, 2, 3, 4),
  curve("late", null, 10, 10, 10),
  curve("gone", 100, 100, 100, null),
  curve("torn", 1000, 1000, null, 1000),
];

it.each<[how: Together, lines: (number | null)[][]]>([
  ["sum", [[1101, 1112, null, 1014]]],
  ["avg", [[1101 / 3, 278, null, 338]]],
  ["max", [[1000, 1000, 100, 1000]]],
  [
    "spread",
    [
      [1000, 1000, 100, 1000],
      [1, 2, 3, 4],
    ],
  ],
])("%s: what is missing amid is a gap of the whole, what was not there yet or is gone is none", (how, lines) => {
  expect(combine(curves, how).map(({ values }) => values)).toEqual(lines);
});

it("nothing together is nothing", () => {
  expect(combine([], "sum")).toEqual([]);
  expect(combine([curve("silent", null, null)], "sum")[0]?.values).toEqual([null, null]);
});

it.each<[kind: "counter" | "gauge" | "percentile", unit: string, wish: Together, drawn: Together]>([
  ["percentile", "NanoSeconds", "avg", "max"],
  ["percentile", "NanoSeconds", "sum", "max"],
  ["percentile", "NanoSeconds", "spread", "spread"],
  ["gauge", "Ratio", "sum", "avg"],
  ["counter", "Requests", "sum", "sum"],
])("a %s of %s, wished as %s, is drawn as %s", (kind, unit, wish, drawn) => {
  expect(drawFor({ kind, unit }, wish)).toBe(drawn);
});

it("the highest by their means come first", () => {
  expect(highest([...curves, curve("silent", null)], 3).map(({ id }) => id)).toEqual(["torn", "gone", "late"]);
});
