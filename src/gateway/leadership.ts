// Who leads a cluster, as its answers show, and how long a new leader is not believed.
import { SECOND, type Clock } from "./clock.ts";

/** A new leader answers with an empty or partial cluster for its first 80 ms or so (reference 9.2): not believed this long. */
const UNBELIEVED_MS = SECOND;

export class Leadership {
  private readonly clock: Clock;
  private present: { readonly key: string; readonly since: number; readonly first: boolean } | null = null;
  private last: string | null = null;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** The leader's key; null while nobody is known to lead. */
  get key(): string | null {
    return this.present?.key ?? null;
  }

  /** This one answered as a leader does. */
  noticed(key: string): void {
    if (this.present?.key === key) return;
    // The first leader that this gateway sees has most likely led for long; only a change makes a new one.
    const first = this.last === null || this.last === key;
    this.last = key;
    this.present = { key, since: this.clock.now(), first };
  }

  /** Nobody can be said to lead there any more. */
  lost(key: string): void {
    if (this.present?.key === key) this.present = null;
  }

  /** How long what the present leader says is not to be believed yet, ms; 0 or less: it is. */
  doubtedMs(): number {
    if (this.present === null || this.present.first) return 0;
    return this.present.since + UNBELIEVED_MS - this.clock.now();
  }
}
