// A clock that runs faster than the wall's: the gateway and the simulated cluster live minutes while a test waits seconds.
import { systemClock, type Clock } from "#gateway/clock.ts";

/** Begins so long ago that it is about now when a test looks at what it has brought; `ahead`: ms. */
export function fastClock(times: number, ahead = 0): Clock {
  const began = Date.now();
  return {
    now: () => began - ahead + (Date.now() - began) * times,
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}
