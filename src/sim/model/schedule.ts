// What is going to happen in the model. Nothing runs by itself: whoever asks the model advances it to the asker's time first.

interface Plan {
  readonly at: number;
  /** Plans of the same time happen in the order in which they were made. */
  readonly order: number;
  readonly action: (at: number) => void;
}

export class Schedule {
  /** A binary heap: the earliest plan first. */
  private readonly heap: Plan[] = [];
  private made = 0;

  /** `action` happens at `at` (ms since the epoch) and is told that time; it may plan more. */
  plan(at: number, action: (at: number) => void): void {
    const plan = { at, order: this.made++, action };
    let place = this.heap.length;
    this.heap.push(plan);
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = this.heap[above];
      if (parent === undefined || !isEarlier(plan, parent)) break;
      this.heap[place] = parent;
      place = above;
    }
    this.heap[place] = plan;
  }

  /** When the next thing happens; undefined when nothing is planned. */
  get next(): number | undefined {
    return this.heap[0]?.at;
  }

  /** Lets everything happen that is due at `now`, in order of time; `reach` is told the time of each thing before it happens. */
  advance(now: number, reach: (at: number) => void): void {
    for (;;) {
      const next = this.heap[0];
      if (next === undefined || next.at > now) return;
      this.takeFirst();
      reach(next.at);
      next.action(next.at);
    }
  }

  private takeFirst(): void {
    const last = this.heap.pop();
    if (last === undefined || this.heap.length === 0) return;
    let place = 0;
    for (;;) {
      const [left, right] = [this.heap[2 * place + 1], this.heap[2 * place + 2]];
      if (left === undefined) break;
      const [child, below] =
        right !== undefined && isEarlier(right, left) ? [right, 2 * place + 2] : [left, 2 * place + 1];
      if (!isEarlier(child, last)) break;
      this.heap[place] = child;
      place = below;
    }
    this.heap[place] = last;
  }
}

function isEarlier(a: Plan, b: Plan): boolean {
  return a.at === b.at ? a.order < b.order : a.at < b.at;
}
