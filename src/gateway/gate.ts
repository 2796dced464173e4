// The gate for starting metas: one `/meta/*` request kills a meta server that is still starting (reference 9.1), so none is
// sent on a connection that has not passed here. This file judges; gate-connector.ts asks.
import { readServerTime, uptimeRemainder } from "#pegasus/start-time.ts";
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

/** What is remembered of a server between connections. */
export interface Sighting {
  readonly startTime: string;
  /** Since when (our clock, ms) this very process shows the metric; null while it does not. */
  readonly since: number | null;
  /** It was seen without the metric: its start takes so long that its uptime says nothing. */
  readonly late: boolean;
}

export type Verdict =
  /** `settleMs`: to wait first, on this connection, since the metric may have appeared just now. */
  | { readonly open: true; readonly sighting: Sighting; readonly settleMs: number }
  /** `retryAfterMs`: when it may be open at the earliest. */
  | { readonly open: false; readonly sighting: Sighting; readonly retryAfterMs: number };

/** Of any process at any time, whatever it is doing: shows the metric once a meta has started. */
export const BEACON_TARGET = "/metrics?types=server&metrics=beacon_failed_count";

const STANDARD_TIMEOUT_MS = 30 * SECOND;
const MARGIN_MS = 5 * SECOND;
const LONGEST_WAIT_MS = 120 * SECOND;
/** A remainder this near to a quarter-hour may be a process that has just started, seen through a clock that is a little off. */
const LATEST_REMAINDER_MS = 890 * SECOND;
/** A process that seems younger than this may have started slowly: its metric may have appeared just now. */
const SLOW_START_MS = 120 * SECOND;
/** Asked when the metric appeared, 19 of 20 metas died; 0.5 s after it none of 15, 2 s after it none of 10 (reference 9.1). */
const SETTLE_MS = 2 * SECOND;

/** W of the contract: a start either finishes or gives up within the ZooKeeper time-out. */
export function waitOf(vitals: Vitals): number {
  return Math.min((vitals.zookeeperTimeoutMs ?? STANDARD_TIMEOUT_MS) + MARGIN_MS, LONGEST_WAIT_MS);
}

export function judgeGate(vitals: Vitals, known: Sighting | null, now: number): Verdict {
  const wait = waitOf(vitals);
  const { startTime } = vitals;
  const same = known?.startTime === startTime ? known : null;
  if (vitals.metricShown === false) {
    return { open: false, sighting: { startTime, since: null, late: true }, retryAfterMs: wait };
  }
  const since = same?.since ?? now;
  const sighting = { startTime, since, late: same?.late ?? false };
  const shown = now - since;
  if (shown >= wait) return { open: true, sighting, settleMs: 0 };
  const uptime = sighting.late ? null : leastUptime(vitals);
  if (uptime !== null && uptime >= 2 * wait + SECOND) {
    return { open: true, sighting, settleMs: uptime >= SLOW_START_MS ? 0 : Math.max(0, SETTLE_MS - shown) };
  }
  return { open: false, sighting, retryAfterMs: wait - shown };
}

/** How long, by the server's own clock and in whatever zone it lives, its process has been up at the least, ms; null: not to be told. */
function leastUptime(vitals: Vitals): number | null {
  const start = readServerTime(vitals.startTime);
  if (start === null || vitals.serverNow === null) return null;
  const remainder = uptimeRemainder(start, vitals.serverNow);
  return remainder <= LATEST_REMAINDER_MS ? remainder : null;
}
