// Time that passes only when the test says so: clock and waiting of a simulated cluster that is to live through a recorded hour.
import type { Clock } from "./clock.ts";

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
  readonly abort: () => void;
  readonly signal: AbortSignal;
}

export class ManualTime implements Clock {
  private time: number;
  private readonly sleepers = new Set<Sleeper>();
  /** Each is listened to once, however many sleep by it. */
  private readonly signals = new WeakSet<AbortSignal>();

  /** `from`: ms since the epoch. */
  constructor(from: number) {
    this.time = from;
  }

  now(): number {
    return this.time;
  }

  /** When the first sleeper is to wake; null while nobody sleeps. */
  get next(): number | null {
    let next: number | null = null;
    for (const { until } of this.sleepers) if (next === null || until < next) next = until;
    return next;
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
        reject(new DOMException("The cluster was closed", "AbortError"));
      };
      if (signal.aborted) abort();
      else if (ms <= 0) resolve();
      else {
        this.heed(signal);
        this.sleepers.add({ until: this.time + ms, wake: resolve, abort, signal });
      }
    });

  private heed(signal: AbortSignal): void {
    if (this.signals.has(signal)) return;
    this.signals.add(signal);
    const wakeAll = (): void => {
      for (const sleeper of this.sleepers) {
        if (sleeper.signal !== signal) continue;
        this.sleepers.delete(sleeper);
        sleeper.abort();
      }
    };
    signal.addEventListener("abort", wakeAll, { once: true });
  }
}

/** Lets everything run that can run now: sockets are read and written, promises go on. */
export function eventLoopTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
