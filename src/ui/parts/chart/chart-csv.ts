// What a chart draws, as a file: exact values in the metric's own unit. Loaded when somebody wants it.
import { csvText } from "../csv.ts";
import { saveText } from "../save-text.ts";
import type { Line } from "./curves.ts";

export interface Drawn {
  readonly name: string;
  /** As the catalogue writes it, with `/s` where it is a rate. */
  readonly unit: string;
  readonly times: readonly number[];
  readonly lines: readonly Line[];
}

/** A column for each line; a gap is an empty cell. */
export function chartCsv({ name, unit, times, lines }: Drawn): string {
  return csvText([
    ["time", ...lines.map(({ label }) => `${name} ${label} (${unit})`)],
    ...times.map((at, index) => [new Date(at).toISOString(), ...lines.map(({ values }) => values[index] ?? null)]),
  ]);
}

export function saveChartCsv(drawn: Drawn): void {
  saveText(`${drawn.name}.csv`, "text/csv", chartCsv(drawn));
}
