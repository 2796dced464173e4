// How busy clients are over time. A wave can be summed over any span by formula, so that counters need nobody to tick them.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The day's curve of a table and the shorter moods of one partition: parts of the mean, and ms. */
const SWINGS = [
  { amplitude: 0.34, period: DAY },
  { amplitude: 0.08, period: HOUR * 1.3 },
  { amplitude: 0.07, period: MINUTE * 11 },
  { amplitude: 0.06, period: SECOND * 97 },
  { amplitude: 0.05, period: SECOND * 41 },
] as const;

/**
 * The phase of each swing in radians, and nothing else: a large cluster keeps a hundred thousand of them. The load is 1 on average and
 * never below 0.3: the amplitudes sum up to less than 1, so that counters only rise.
 */
export type Wave = readonly number[];

/** Chance that partitions of a table have in common, and a partition's own. */
export function waveOf(table: () => number, own: () => number): Wave {
  const turned = 2 * Math.PI;
  return [table() * 0.8, table() * turned, own() * turned, own() * turned, own() * turned];
}

/** Load at a moment, 1 being the mean. */
export function waveAt(wave: Wave, at: number): number {
  let sum = 1;
  for (let index = 0; index < SWINGS.length; index++) {
    const swing = SWINGS[index];
    if (swing !== undefined) sum += swing.amplitude * Math.sin(turn(at, swing.period) + (wave[index] ?? 0));
  }
  return sum;
}

/** The load between two moments, in seconds of mean load. Never negative, and additive. */
export function waveBetween(wave: Wave, from: number, to: number): number {
  if (to <= from) return 0;
  let swings = 0;
  for (let index = 0; index < SWINGS.length; index++) {
    const swing = SWINGS[index];
    if (swing === undefined) continue;
    const { amplitude, period } = swing;
    const phase = wave[index] ?? 0;
    const before = Math.cos(turn(from, period) + phase);
    const after = Math.cos(turn(to, period) + phase);
    swings += ((amplitude * period) / (2 * Math.PI)) * (before - after);
  }
  return (to - from + swings) / SECOND;
}

/** The remainder is taken first: a sine of milliseconds since 1970 would lose digits. */
function turn(at: number, period: number): number {
  return ((at % period) / period) * 2 * Math.PI;
}
