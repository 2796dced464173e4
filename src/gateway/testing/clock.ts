// A clock for tests: it runs as the real one does, or faster, or stands still, and can be put forward, which wakes those whose time
// has come.
import type { Clock } from "../clock.ts";

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

export class TestClock implements Clock {
  private offset = 0;
  private readonly began = Date.now();
  private readonly speed: number;
  private readonly sleepers = new Set<Sleeper>();

  /** `speed`: so many times faster than real time. */
  constructor({ standsStill = false, speed = 1 }: { standsStill?: boolean; speed?: number } = {}) {
    this.speed = standsStill ? 0 : speed;
  }

  now(): number {
    return this.began + (Date.now() - this.began) * this.speed + this.offset;
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
      const timer = this.speed > 0 ? setTimeout(wake, ms / this.speed).unref() : undefined;
      this.sleepers.add(sleeper);
      if (signal?.aborted === true) wake();
      else signal?.addEventListener("abort", wake, { once: true });
    });
  }
}
