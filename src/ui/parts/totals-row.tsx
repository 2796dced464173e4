// Cells of a table's last row: sums of what can be summed, the highest of what cannot. Pure.
import type { ReactNode } from "react";
import { Numeral, type NumberKind } from "./Numbers.tsx";

/** Of the column `id`. */
export interface TotalFigure<Row> {
  readonly id: string;
  readonly as: NumberKind;
  readonly of: (row: Row) => number | null | undefined;
  /** Percentiles and ratios cannot be added. */
  readonly reduce: "sum" | "most";
}

/** By column. What no row has is a dash. */
export function totalCells<Row>(
  rows: readonly Row[],
  figures: readonly TotalFigure<Row>[],
): Readonly<Record<string, ReactNode>> {
  return Object.fromEntries(
    figures.map(({ id, as, of, reduce }) => {
      const known = rows.flatMap((row) => of(row) ?? []);
      const value = known.length === 0 ? null : reduce === "sum" ? sumOf(known) : highest(known);
      return [id, <Numeral key={id} value={value} as={as} missing="None of these rows has it" />];
    }),
  );
}

export function sumOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function highest(values: readonly number[]): number {
  return values.reduce((most, value) => Math.max(most, value), -Infinity);
}
