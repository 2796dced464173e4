// Server-local times without a zone: when a process started, and how long it has been up (reference 2.3 and trap 38). ms.

/** `2026-03-13 08:15:42`, with or without `.000`, read as if it were UTC; null when it is something else. */
export function readServerTime(text: string): number | null {
  const [, date, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.\d{3})?$/.exec(text) ?? [];
  if (date === undefined || time === undefined) return null;
  const parsed = Date.parse(`${date}T${time}Z`);
  return Number.isNaN(parsed) ? null : parsed;
}

const QUARTER_HOUR = 900_000;

/**
 * The uptime of a process modulo a quarter of an hour, whatever zone it lives in: zones differ from UTC by whole quarter-hours.
 * `serverNow`: its own clock, from the `timestamp_ns` of `/metrics`.
 */
export function uptimeRemainder(start: number, serverNow: number): number {
  return (((serverNow - start) % QUARTER_HOUR) + QUARTER_HOUR) % QUARTER_HOUR;
}

/** How far a zone is ahead of UTC. `local` and `utc` are the same moment; both may be some minutes off. */
export function zoneOffset(local: number, utc: number): number {
  return Math.round((local - utc) / QUARTER_HOUR) * QUARTER_HOUR;
}

/** `offset` as by `zoneOffset`. Null where the clocks contradict each other. */
export function uptime(start: number, offset: number, serverNow: number): number | null {
  const up = serverNow - (start - offset);
  return up < 0 ? null : up;
}
