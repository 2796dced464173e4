import { formatClock, NONE } from "../../format.ts";
import { MiddleCut } from "../MiddleCut.tsx";
import { useCursorAt, useMarks } from "./ChartsContext.ts";
import { latest, nearest, type Line, type Span } from "./curves.ts";
import { markAt } from "./marks.ts";
import { writeValue, type Quantity } from "./unit.ts";

interface Properties {
  readonly name: string;
  readonly quantity: Quantity;
  readonly span: Span;
  readonly times: readonly number[];
  readonly lines: readonly Line[];
}

/** Which line is whose, as it is drawn, with its value at the crosshair, or the latest. */
export function Legend({ name, quantity, span, times, lines }: Properties) {
  const at = useCursorAt();
  const marks = useMarks(span);
  const within = at !== null && at >= span[0] && at <= span[1] ? at : null;
  const index = within === null ? latest(lines) : nearest(times, within);
  const mark = within === null ? null : markAt(marks, within, span);
  return (
    <div
      className="chart-legend"
      role="group"
      aria-label={`Lines of ${name}`}
      {...(lines.length > 8 ? { tabIndex: 0 } : {})}
    >
      <p className="chart-when">
        {within === null && index >= 0 && "Latest, "}
        {index >= 0 && formatClock(times[index] ?? 0)}
        {mark !== null && <strong> · {mark.words.join(" · ")}</strong>}
      </p>
      <ul>
        {lines.map(({ id, label, style, values }) => {
          const value = values[index] ?? null;
          return (
            <li key={id}>
              <svg width="26" height="8" aria-hidden="true">
                <line
                  x1="1"
                  x2="25"
                  y1="4"
                  y2="4"
                  stroke={style.colour}
                  strokeWidth={style.width}
                  strokeDasharray={style.dash}
                />
              </svg>
              <MiddleCut text={label} />
              <span className="chart-legend-value">{value === null ? NONE : writeValue(quantity, value)}</span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
