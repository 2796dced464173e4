// A timer that each replica server runs, such as the one of the config sync: its length is a flag, and it counts from the start of
// the process. Nobody ticks while there is nothing to do.
import type { Process } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";

interface Rules {
  /** The flag that gives its length. `/updateConfig` on it does not arm the timer anew (reference 2.6). */
  readonly flag: string;
  /** ms that one unit of the flag stands for. */
  readonly unit: number;
  /** Answers from when on the next tick is of interest (ms since the epoch), or null when none is until `wake`. */
  readonly tick: (process: Process, at: number) => number | null;
}

/** A flag of 0 would stop the clock of the whole cluster. */
const SHORTEST = 100;

export class ReplicaTimer {
  private readonly place: Surroundings;
  private readonly rules: Rules;
  private readonly lengths = new WeakMap<Process, number>();
  /** By node: when it ticks next. */
  private readonly planned = new Map<string, number>();

  constructor(place: Surroundings, rules: Rules) {
    this.place = place;
    this.rules = rules;
  }

  /** There is something to do: each node looks at it when its timer ticks next. */
  wake(now: number): void {
    for (const node of this.place.replicas) this.plan(node, now);
  }

  private plan(node: string, after: number): void {
    const process = this.place.processAt(node);
    const length = this.lengthOf(process);
    const due = process.startedAt + (Math.floor((after - process.startedAt) / length) + 1) * length;
    if ((this.planned.get(node) ?? Infinity) <= due) return;
    this.planned.set(node, due);
    this.place.schedule.plan(due, (at) => {
      if (this.planned.get(node) !== due) return; // an earlier one was planned after it
      this.planned.delete(node);
      const present = this.place.processAt(node);
      // Without a leader there is nobody to sync with.
      const canTick = present.state === "up" && this.place.leader !== null;
      const next = canTick ? this.rules.tick(present, at) : at;
      if (next !== null) this.plan(node, Math.max(at, next));
    });
  }

  private lengthOf(process: Process): number {
    const known = this.lengths.get(process);
    if (known !== undefined) return known;
    const { flag, unit } = this.rules;
    const length = Math.max(SHORTEST, Number(process.flags.value(flag)) * unit) * this.place.times.scale;
    this.lengths.set(process, length);
    return length;
  }
}
