// When a disk will be full, by a straight line through what was free on it, and how sure that is. Pure arithmetic: least squares; the
// error of the slope is widened where neighbouring values go up and down together (compactions, the hours of a day), and told as the
// interval that holds the true slope in 95 of 100 cases. MiB and days.
import { LEAST_FREE_PERCENT } from "./disk-balance.ts";

export interface FreeRoom {
  /** ms since epoch. */
  readonly at: number;
  readonly availableMb: number;
}

export interface DiskTrend {
  /** `unknown`: too little is known. `steady`: no shrinking that stands out from the ups and downs, or full only in years. */
  readonly verdict: "full" | "fills" | "steady" | "unknown";
  /** By how much the room shrinks a day (negative: it grows), and the half width of its 95 % interval; null where it is unknown. */
  readonly mbPerDay: number | null;
  readonly mbPerDayError: number | null;
  /** Until it is full; null: not to be foreseen. */
  readonly days: number | null;
  /** If it shrinks as fast, or as slowly, as the interval allows; the latest is null where it may never be full. */
  readonly earliestDays: number | null;
  readonly latestDays: number | null;
  /** Over how long values are known. */
  readonly hours: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Servers look at their disks every ten minutes (reference 3.5): less than this says nothing. */
const LEAST_HOURS = 1;
const LEAST_VALUES = 6;
/** What lies further ahead is no matter of today. */
const FAR_DAYS = 1000;

/** Available MiB below which writes are refused. */
export function fullAtMb(totalMb: number): number {
  return (totalMb * LEAST_FREE_PERCENT) / 100;
}

/** `values` ascend in time, evenly enough; the last one is taken for now. */
export function diskTrend(values: readonly FreeRoom[], fullAt: number): DiskTrend {
  const [first, last] = [values[0], values.at(-1)];
  const hours = first === undefined || last === undefined ? 0 : (last.at - first.at) / HOUR_MS;
  const nothing = { mbPerDay: null, mbPerDayError: null, days: null, earliestDays: null, latestDays: null, hours };
  if (last !== undefined && last.availableMb < fullAt)
    return { ...nothing, verdict: "full", days: 0, earliestDays: 0, latestDays: 0 };
  if (last === undefined || hours < LEAST_HOURS || values.length < LEAST_VALUES)
    return { ...nothing, verdict: "unknown" };
  const { slope, error } = lineThrough(values);
  const [shrinks, half] = [-slope, error];
  const room = last.availableMb - fullAt;
  const until = (mbPerDay: number): number | null =>
    mbPerDay > 0 && room / mbPerDay <= FAR_DAYS ? room / mbPerDay : null;
  const earliestDays = until(shrinks + half);
  const about = { mbPerDay: shrinks, mbPerDayError: half, earliestDays, hours };
  const days = shrinks > half ? until(shrinks) : null;
  if (days === null) return { ...about, verdict: "steady", days: null, latestDays: null };
  return { ...about, verdict: "fills", days, latestDays: until(shrinks - half) };
}

/** MiB per day, and the half width of its 95 % interval. */
function lineThrough(values: readonly FreeRoom[]): { readonly slope: number; readonly error: number } {
  const count = values.length;
  const origin = values[0]?.at ?? 0;
  const points = values.map(({ at, availableMb }) => ({ x: (at - origin) / DAY_MS, y: availableMb }));
  const meanX = points.reduce((sum, { x }) => sum + x, 0) / count;
  const meanY = points.reduce((sum, { y }) => sum + y, 0) / count;
  const sxx = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / sxx;
  const rests = points.map(({ x, y }) => y - meanY - slope * (x - meanX));
  const squares = rests.reduce((sum, rest) => sum + rest ** 2, 0);
  const free = count - 2;
  const plain = Math.sqrt(squares / free / sxx);
  // Neighbours that go together are worth fewer values than they are.
  const together = rests.slice(1).reduce((sum, rest, index) => sum + rest * (rests[index] ?? 0), 0);
  const likeness = squares === 0 ? 0 : Math.min(0.98, Math.max(0, together / squares));
  const widened = plain * Math.sqrt((1 + likeness) / (1 - likeness));
  return { slope, error: widened * studentsT(free) };
}

/** The two-sided 95 % quantile of Student's t, to 2 % from four degrees of freedom on. */
function studentsT(free: number): number {
  return 1.96 + 2.4 / free + 3.2 / free ** 2;
}
