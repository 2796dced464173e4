import { formatDuration, formatTime } from "../format.ts";
import { useRefreshInterval } from "../preferences.ts";
import { freshnessOf } from "./staleness.ts";
import { useNow } from "./useNow.ts";

interface Properties {
  /** When the answer was given, ms since epoch. */
  readonly at: number;
  /** Whether the last refresh failed. */
  readonly failed?: boolean;
}

/** How old an answer is. It ticks by itself; amber, and in words, when it is stale. */
export function Age({ at, failed = false }: Properties) {
  const now = useNow();
  const interval = useRefreshInterval();
  const age = Math.max(0, now - at);
  const freshness = freshnessOf(age, interval, failed);
  const note = freshness === "stale" ? "stale, " : freshness === "off" ? "refresh is off, " : "";
  return (
    <time className="age" data-freshness={freshness} dateTime={new Date(at).toISOString()} title={formatTime(at)}>
      {note}
      {formatDuration(age)} old
    </time>
  );
}
