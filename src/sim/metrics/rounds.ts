// When gauges that servers refresh by timers were refreshed last (reference 3.5).

const SECOND = 1000;

/** Flag-independent: percentiles are made anew each 10 s, and so are most gauges of a process as a whole. */
export const TEN_SECONDS = 10 * SECOND;

/**
 * The latest time up to `now` at which a timer ticked that has run every `interval` ms since `since`, first after `delay` ms; null
 * before that. All in ms since the epoch.
 */
export function latestRound(now: number, since: number, interval: number, delay = interval): number | null {
  const first = since + delay;
  if (now < first) return null;
  return first + Math.floor((now - first) / interval) * interval;
}
