// How finely values are kept, and how long: each tier has a step, and periods of 360 steps that are written at once.
import { readDuration } from "../file/quantities.ts";
import { SECOND } from "../clock.ts";

const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const MiB = 1024 * 1024;
const SLOTS = 360;

export interface Tier {
  readonly level: number;
  /** ms between two values. */
  readonly step: number;
  /** ms that are written at once; a multiple of the finer tier's. */
  readonly period: number;
  /** ms for which they are kept. */
  readonly keep: number;
}

export interface Keeping {
  /** Seconds between two rounds. */
  readonly every: number;
  readonly tiers: readonly [Tier, ...Tier[]];
  /** Bytes of all files of the history. */
  readonly maxSize: number;
}

/** As the configuration says it; ms and bytes. */
export interface HistoryWishes {
  readonly every?: number | undefined;
  readonly keep?: Readonly<Record<string, number>> | undefined;
  readonly maxSize?: number | undefined;
}

const STANDARD_KEEP = { "10s": DAY, "1m": 7 * DAY, "10m": 90 * DAY };
const STANDARD_SIZE = 2048 * MiB;
/** Below it there is no room for the hours that are being written. */
const SMALLEST_SIZE = 16 * MiB;

/** @throws an Error with a sentence where steps do not fit each other. */
export function keepingOf(wishes: HistoryWishes): Keeping {
  const kept = Object.entries(wishes.keep ?? STANDARD_KEEP)
    .map(([step, keep]) => ({ name: step, step: readDuration(step) ?? 0, keep }))
    .toSorted((a, b) => a.step - b.step);
  const tiers: Tier[] = [];
  for (const { name, step, keep } of kept) {
    const finer = tiers.at(-1);
    if (finer !== undefined && step % finer.step !== 0)
      throw new Error(`history.keep: ${name} is no multiple of the finer step of ${finer.step / SECOND} s.`);
    if (finer !== undefined && step === finer.step) throw new Error(`history.keep: ${name} stands there twice.`);
    const period = finer === undefined ? SLOTS * step : Math.ceil((SLOTS * step) / finer.period) * finer.period;
    // What is thinned has to be there still when its period is over.
    if (finer !== undefined) tiers[finer.level] = { ...finer, keep: Math.max(finer.keep, 2 * period) };
    tiers.push({ level: tiers.length, step, period, keep });
  }
  const [first, ...others] = tiers;
  if (first === undefined) throw new Error("history.keep names no step, as 10s: 1d.");
  const every = wishes.every ?? first.step;
  if (every < SECOND) throw new Error("history.every must be a second or more.");
  const maxSize = wishes.maxSize ?? STANDARD_SIZE;
  if (maxSize < SMALLEST_SIZE) throw new Error("history.maxSize must be 16MiB or more.");
  return { every: every / SECOND, tiers: [first, ...others], maxSize };
}

/** Values of partitions are kept as means of this long: there are too many of them for more. */
export function coarseStep({ tiers: [first] }: Keeping): number {
  let slots = Math.max(1, Math.ceil(MINUTE / first.step));
  while (SLOTS % slots !== 0) slots++;
  return slots * first.step;
}
