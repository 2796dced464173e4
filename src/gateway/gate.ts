// The gate for starting metas: one `/meta/*` request kills a meta server that is still starting (reference 9.1), so none is
// sent on a connection that has not passed here. This file judges; gate-connector.ts asks.
import { SECOND } from "./clock.ts";

/** What a process says of itself on its safe paths, asked on the very connection that is to be used. */
export interface Vitals {
  /** `RecentStartTime` as the server writes it: local time without zone, cut to whole seconds. */
  readonly startTime: string;
  /** Whether `beacon_failed_count` is among its metrics; null when it has no `/metrics` (2.5.0). */
  readonly metricShown: boolean | null;
  /** The server's own clock, ms since epoch, from `/metrics`; null without it. */
  readonly serverNow: number | null;
  /** The flag `timeout_ms` (ZooKeeper), ms; null when it could not be read. */
  readonly zookeeperTimeoutMs: number | null;
}

/** What is remembered of a server between connections: since when (our clock, ms) this very process shows the metric. */
export interface Sighting {
  readonly startTime: string;
  readonly since: number;
}

export type Verdict =
  | { readonly open: true; readonly sighting: Sighting }
  /** `retryAfterMs`: when it may be open at the earliest. */
  | { readonly open: false; readonly sighting: Sighting | null; readonly retryAfterMs: number };

const STANDARD_TIMEOUT_MS = 30 * SECOND;
const MARGIN_MS = 5 * SECOND;
const LONGEST_WAIT_MS = 120 * SECOND;
/** Time zones differ from UTC by whole quarter-hours. */
const QUARTER_HOUR_MS = 900 * SECOND;
/** A remainder this near to a quarter-hour may be a process that has just started, seen through a clock that is a little off. */
const LATEST_REMAINDER_MS = 890 * SECOND;

/** W of the contract: a start either finishes or gives up within the ZooKeeper time-out. */
export function waitOf(vitals: Vitals): number {
  return Math.min((vitals.zookeeperTimeoutMs ?? STANDARD_TIMEOUT_MS) + MARGIN_MS, LONGEST_WAIT_MS);
}

export function judgeGate(vitals: Vitals, known: Sighting | null, now: number): Verdict {
  const wait = waitOf(vitals);
  if (vitals.metricShown === false) return { open: false, sighting: null, retryAfterMs: wait };
  const same = known !== null && known.startTime === vitals.startTime;
  const sighting = same ? known : { startTime: vitals.startTime, since: now };
  const waited = now - sighting.since;
  if (waited >= wait || longUp(vitals, wait)) return { open: true, sighting };
  return { open: false, sighting, retryAfterMs: wait - waited };
}

/** Whether the server's own clock proves that its process has been up long enough, in whatever zone it lives. */
function longUp(vitals: Vitals, wait: number): boolean {
  const start = readLocalTime(vitals.startTime);
  if (start === null || vitals.serverNow === null) return false;
  const difference = vitals.serverNow - start;
  const remainder = ((difference % QUARTER_HOUR_MS) + QUARTER_HOUR_MS) % QUARTER_HOUR_MS;
  return remainder >= 2 * wait + SECOND && remainder <= LATEST_REMAINDER_MS;
}

/** `YYYY-MM-DD HH:MM:SS`, read as if it were UTC; null when it is something else. */
function readLocalTime(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null;
  const time = Date.parse(text.replace(" ", "T") + "Z");
  return Number.isNaN(time) ? null : time;
}
