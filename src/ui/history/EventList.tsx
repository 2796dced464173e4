// What happened in the range on view, in words: the marks of the charts.
import { formatTime, plural } from "../format.ts";
import type { Happening } from "../parts/chart/marks.ts";
import { HealthBadge } from "../parts/HealthBadge.tsx";

interface Properties {
  readonly happenings: readonly Happening[];
  /** Why none are known; null: they are. */
  readonly failure: string | null;
  readonly more: boolean;
}

export function EventList({ happenings, failure, more }: Properties) {
  if (failure !== null) return <p className="chart-events">Events are not known: {failure}</p>;
  if (happenings.length === 0) return <p className="chart-events">No events in this range.</p>;
  return (
    <details className="chart-events">
      <summary>
        {more ? "More than " : ""}
        {plural(happenings.length, "event")} in this range, marked in the charts
      </summary>
      <ul>
        {happenings.map(({ at, level, message }) => (
          <li key={`${at} ${message}`}>
            <time>{formatTime(at)}</time>{" "}
            <HealthBadge severity={level === "info" ? "notice" : level}>{message}</HealthBadge>
          </li>
        ))}
      </ul>
    </details>
  );
}
