// Which meta leads (reference 1.7, 1.8 and 9.2). The lock lies in ZooKeeper: it outlives its owner by the session's time-out, and
// until then every other meta goes on naming the dead one.
import type { Surroundings } from "./surroundings.ts";

interface Rules {
  /** In the order in which they take over from each other. */
  readonly metas: readonly string[];
  /** Whether this meta is up, has started and can lead. */
  readonly eligible: (meta: string, at: number) => boolean;
  /** Since when it waits for the lock, ms since the epoch. */
  readonly joined: (meta: string) => number;
  readonly elected: (meta: string, at: number) => void;
}

export class Election {
  /** Whom the lock names, dead or alive: what standby metas redirect to. Null: no leader is known. */
  named: string | null;
  /** When that one was elected, ms since the epoch. */
  since: number;
  /** Times without a leader, after this one had died, ms since the epoch; `to` is null while it lasts. */
  readonly vacancies: { readonly meta: string; readonly from: number; to: number | null }[] = [];
  private owned = true;
  /** ZooKeeper gives the lock to nobody: it hangs, and nobody loses it either, or it is away. */
  private blocked: "hangs" | "away" | null = null;
  private readonly rules: Rules;
  private readonly place: Pick<Surroundings, "schedule" | "times">;

  constructor(first: string, since: number, rules: Rules, place: Pick<Surroundings, "schedule" | "times">) {
    this.named = first;
    this.since = since;
    this.rules = rules;
    this.place = place;
  }

  /** The meta that leads in truth. */
  get leader(): string | null {
    return this.owned ? this.named : null;
  }

  /** `meta` has died or hangs: if it led, nobody does until the session has run out. */
  lost(meta: string, at: number): void {
    if (this.leader !== meta) return;
    this.owned = false;
    this.vacancies.push({ meta, from: at, to: null });
    const vacancy = this.vacancies.length;
    this.place.schedule.plan(at + this.place.times.session, (expired) => {
      if (this.owned || this.vacancies.length !== vacancy || this.blocked === "hangs") return;
      this.named = null;
      this.offer(expired, meta);
    });
  }

  block(how: "hangs" | "away"): void {
    this.blocked = how;
  }

  /** ZooKeeper is back, and has forgotten the sessions of before. */
  unblock(at: number): void {
    this.blocked = null;
    if (!this.owned) this.named = null;
    this.offer(at);
  }

  /** `meta` answers again before its session ran out. Only for the same process: a new one does not own the lock. */
  resumed(meta: string, at: number): void {
    if (this.named !== meta || this.owned) return;
    this.owned = true;
    this.fill(at);
  }

  /** Lets somebody lead if the lock is free. `after`: who led last. */
  offer(at: number, after?: string): void {
    if (this.named !== null || this.blocked !== null) return;
    const { metas, eligible, joined, elected } = this.rules;
    const start = after === undefined ? 0 : metas.indexOf(after) + 1;
    // The lock has a queue (a sequential node for each meta): who came first is next; who came together, in turn.
    const [next] = [...metas.slice(start), ...metas.slice(0, start)]
      .filter((meta) => eligible(meta, at))
      .toSorted((a, b) => joined(a) - joined(b));
    if (next === undefined) return;
    this.named = next;
    this.since = at;
    this.owned = true;
    this.fill(at);
    elected(next, at);
  }

  private fill(at: number): void {
    const last = this.vacancies.at(-1);
    if (last !== undefined) last.to = at;
  }
}
