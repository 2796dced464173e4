// A clock for tests: it runs as the real one does, or stands still, and can be put forward, which wakes those whose time has come.
import type { Clock } from "../clock.ts";

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

export class TestClock implements Clock {
  private offset = 0;
  private readonly stands: number | null;
  private readonly sleepers = new Set<Sleeper>();

  constructor({ standsStill = false } = {}) {
    this.stands = standsStill ? Date.now() : null;
  }

  now(): number {
    return (this.stands ?? Date.now()) + this.offset;
  }

  advance(ms: number): void {
    this.offset += ms;
    const now = this.now();
    for (const sleeper of this.sleepers) if (sleeper.due <= now) sleeper.wake();
  }

  /** How many sleep now: tells a test that a loop has come to its pause. */
  get sleeping(): number {
    return this.sleepers.size;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        this.sleepers.delete(sleeper);
        signal?.removeEventListener("abort", wake);
        resolve();
      };
      const sleeper: Sleeper = { due: this.now() + ms, wake };
      const timer = this.stands === null ? setTimeout(wake, ms).unref() : undefined;
      this.sleepers.add(sleeper);
      if (signal?.aborted === true) wake();
      else signal?.addEventListener("abort", wake, { once: true });
    });
  }
}
