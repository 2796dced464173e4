// How busy clients are over time. A wave can be summed over any span by formula, so that counters need nobody to tick them.

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Swing {
  /** Part of the mean. */
  readonly amplitude: number;
  /** ms */
  readonly period: number;
  /** Radians. */
  readonly phase: number;
}

/** 1 on average and never below 0.3: the amplitudes of its swings sum up to less than 1, so that counters only rise. */
export type Wave = readonly Swing[];

/** The day's curve of a table and the shorter moods of one partition. `chance` gives the phases. */
export function waveOf(table: () => number, own: () => number): Wave {
  return [
    { amplitude: 0.34, period: DAY, phase: table() * 0.8 },
    { amplitude: 0.08, period: HOUR * 1.3, phase: table() * 2 * Math.PI },
    { amplitude: 0.07, period: MINUTE * 11, phase: own() * 2 * Math.PI },
    { amplitude: 0.06, period: SECOND * 97, phase: own() * 2 * Math.PI },
    { amplitude: 0.05, period: SECOND * 41, phase: own() * 2 * Math.PI },
  ];
}

/** Load at a moment, 1 being the mean. */
export function waveAt(wave: Wave, at: number): number {
  return wave.reduce((sum, { amplitude, period, phase }) => sum + amplitude * Math.sin(turn(at, period) + phase), 1);
}

/** The load between two moments, in seconds of mean load. Never negative, and additive. */
export function waveBetween(wave: Wave, from: number, to: number): number {
  if (to <= from) return 0;
  const swings = wave.reduce((sum, { amplitude, period, phase }) => {
    const before = Math.cos(turn(from, period) + phase);
    const after = Math.cos(turn(to, period) + phase);
    return sum + ((amplitude * period) / (2 * Math.PI)) * (before - after);
  }, 0);
  return (to - from + swings) / SECOND;
}

/** The remainder is taken first: a sine of milliseconds since 1970 would lose digits. */
function turn(at: number, period: number): number {
  return ((at % period) / period) * 2 * Math.PI;
}
