// What is going to happen in the model. Nothing runs by itself: whoever asks the model advances it to the asker's time first.

interface Plan {
  readonly at: number;
  readonly action: (at: number) => void;
}

export class Schedule {
  private plans: Plan[] = [];

  /** `action` happens at `at` (ms since the epoch) and is told that time; it may plan more. */
  plan(at: number, action: (at: number) => void): void {
    const index = this.plans.findIndex((other) => other.at > at);
    this.plans.splice(index < 0 ? this.plans.length : index, 0, { at, action });
  }

  /** Lets everything happen that is due at `now`, in order of time. */
  advance(now: number): void {
    for (;;) {
      const [next] = this.plans;
      if (next === undefined || next.at > now) return;
      this.plans.shift();
      next.action(next.at);
    }
  }
}
