// One server process: what it is, since when, and what it can stand.
import type { Flags } from "./flags.ts";
import type { Build, DiskPlan } from "./plan.ts";

/** What of gperftools is in use (reference 2.25). */
interface Profiling {
  /** A profile is being taken: there is no second one meanwhile. */
  isBusy: boolean;
  /** When its symbols are there, ms since the epoch; null before anybody has asked for one. */
  symbolsAt: number | null;
}

export interface Process {
  /** host:port, as the cluster names it. */
  readonly address: string;
  readonly role: "meta" | "replica" | "collector";
  /** Gives the server its own chance, the same in each run of a seed, whatever its port. */
  readonly key: number;
  /** The binary that it runs. */
  readonly build: Build;
  /** Its data directories; they outlive it. */
  readonly disks: readonly DiskPlan[];
  /** ms since the epoch. */
  readonly startedAt: number;
  /** Until then it takes connections and closes them without an answer (recordings 07e and 07f). */
  readonly speaksFrom?: number;
  /** A starting meta: from then on it shows `beacon_failed_count` (9.1). */
  countsBeaconsFrom: number;
  /** A starting meta: until then a `/meta/*` request kills it (9.1). */
  fragileUntil: number;
  readonly flags: Flags;
  readonly profiling: Profiling;
  /** When it threw out copies that were not wanted any more, ms since the epoch, the latest last. */
  readonly thrownOut: number[];
  state: "up" | "frozen" | "down";
}

/** Whether it has just started and closes whatever connects. */
export function isDeaf({ speaksFrom }: Process, now: number): boolean {
  return speaksFrom !== undefined && now < speaksFrom;
}

/** Whether a `/meta/*` request at `now` kills it. */
export function isFragile(process: Process, now: number): boolean {
  return process.role === "meta" && now < process.fragileUntil;
}

const SECOND = 1000;
const DAY = 86_400 * SECOND;
const QUARTER_HOUR = 900 * SECOND;

/**
 * A start weeks before `now` (both ms since the epoch), and 2 to 7 minutes past a quarter-hour of uptime: such a remainder shows a
 * reader of the server's clock at once that the process cannot have just started, whatever the time zone.
 */
export function longAgo(now: number, random: () => number): number {
  const quarters = Math.floor((9 * DAY + random() * 24 * DAY) / QUARTER_HOUR);
  const remainder = (120 + Math.floor(random() * 300)) * SECOND;
  return Math.floor(now / SECOND) * SECOND - quarters * QUARTER_HOUR - remainder;
}
