// Time is an argument everywhere in the simulator; this is the one that runs by itself.

export interface Clock {
  /** Milliseconds since the epoch; fractions are allowed. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };
