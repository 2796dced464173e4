// Time that passes only when the test says so: clock and waiting of a simulated cluster that is to live through a recorded hour.
import type { Clock } from "./clock.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

export class ManualTime implements Clock {
  private time: number;
  private readonly sleepers = new Set<Sleeper>();

  /** `from`: ms since the epoch. */
  constructor(from: number) {
    this.time = from;
  }

  now(): number {
    return this.time;
  }

  /** Goes on to `to`; who waits for a moment until then wakes at that moment, in order. */
  async pass(to: number): Promise<void> {
    for (;;) {
      const [next] = [...this.sleepers].filter(({ until }) => until <= to).toSorted((a, b) => a.until - b.until);
      if (next === undefined) break;
      this.sleepers.delete(next);
      this.time = Math.max(this.time, next.until);
      next.wake();
      await eventLoopTurn(); // it may go to sleep again
    }
    this.time = Math.max(this.time, to);
  }

  readonly wait = (ms: number, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const abort = (): void => {
        this.sleepers.delete(sleeper);
        reject(new DOMException("The cluster was closed", "AbortError"));
      };
      const wake = (): void => {
        signal.removeEventListener("abort", abort);
        resolve();
      };
      const sleeper = { until: this.time + ms, wake };
      if (signal.aborted) abort();
      else if (ms <= 0) resolve();
      else {
        this.sleepers.add(sleeper);
        signal.addEventListener("abort", abort, { once: true });
      }
    });
}

/** Lets everything run that can run now: sockets are read and written, promises go on. */
export function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
