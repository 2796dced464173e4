import { formatTime, NONE, plural } from "../../format.ts";
import type { Line } from "./curves.ts";
import { writeValue, type Quantity } from "./unit.ts";

interface Properties {
  readonly name: string;
  readonly quantity: Quantity;
  readonly times: readonly number[];
  readonly lines: readonly Line[];
}

/** More cells than these would hold the page up; the file has all. */
const MOST_CELLS = 6000;

/** The data of a chart, the newest first. */
export function ChartTable({ name, quantity, times, lines }: Properties) {
  const known = times
    .map((at, index) => ({ at, index }))
    .filter(({ index }) => lines.some(({ values }) => (values[index] ?? null) !== null))
    .toReversed();
  const shown = known.slice(0, Math.max(20, Math.floor(MOST_CELLS / Math.max(1, lines.length))));
  return (
    // What scrolls must be reachable by keyboard.
    <div className="chart-table" role="region" aria-label={`Data of ${name}`} {...{ tabIndex: 0 }}>
      <table aria-label={name}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            {lines.map(({ id, label }) => (
              <th key={id} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ at, index }) => (
            <tr key={at}>
              <th scope="row">{formatTime(at)}</th>
              {lines.map(({ id, values }) => {
                const value = values[index] ?? null;
                return <td key={id}>{value === null ? NONE : writeValue(quantity, value)}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {shown.length < known.length && (
        <p>
          The newest {shown.length} of {plural(known.length, "moment")}; the CSV has all.
        </p>
      )}
    </div>
  );
}
