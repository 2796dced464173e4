// ZooKeeper, as far as the metas of the cluster feel it (reference 9.1, 9.2; recordings 07b, 07c and 07e).
import type { Election } from "./election.ts";
import type { Process } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";

export class Zookeeper {
  /** Since when it does not answer, ms since the epoch; null while it does. */
  private silentSince: number | null = null;
  private readonly place: Surroundings;
  private readonly election: Election;
  /** The process ends by itself. */
  private readonly exits: (meta: string, at: number) => void;

  constructor(place: Surroundings, election: Election, exits: (meta: string, at: number) => void) {
    this.place = place;
    this.election = election;
    this.exits = exits;
  }

  get isUp(): boolean {
    return this.silentSince === null;
  }

  /** It hangs: nobody gets the lock, and nobody loses it. */
  freeze(at: number): void {
    this.silentSince ??= at;
    this.election.block("hangs");
  }

  /** It has lost its quorum: a leader that dies leaves nobody behind whom the others could name. */
  leave(at: number): void {
    this.silentSince ??= at;
    this.election.block("away");
  }

  /** It answers again. Metas whose sessions ran out meanwhile all exit (9.2); those that were waiting to start go on. */
  back(at: number): void {
    const since = this.silentSince;
    if (since === null) return;
    this.silentSince = null;
    const { metas, processAt, times } = this.place;
    const running = metas.map((meta) => processAt(meta)).filter(({ state }) => state === "up");
    for (const meta of running) {
      if (isWaiting(meta)) this.goesOn(meta, at);
      else if (at - since >= times.session) this.exits(meta.address, at);
    }
    this.election.unblock(at);
  }

  /** A meta that starts now waits for ZooKeeper, and gives up after a while. */
  hold(meta: Process): void {
    meta.countsBeaconsFrom = Infinity;
    meta.fragileUntil = Infinity;
    const { schedule, times, processAt } = this.place;
    schedule.plan(meta.startedAt + times.metaGivesUp, (at) => {
      if (processAt(meta.address) === meta && meta.state === "up" && isWaiting(meta)) this.exits(meta.address, at);
    });
  }

  private goesOn(meta: Process, at: number): void {
    const { schedule, times, processAt } = this.place;
    meta.countsBeaconsFrom = at + times.metaStart;
    meta.fragileUntil = meta.countsBeaconsFrom + times.metaDanger;
    schedule.plan(meta.fragileUntil, (due) => {
      if (processAt(meta.address) === meta && meta.state === "up") this.election.offer(due);
    });
  }
}

function isWaiting({ fragileUntil }: Process): boolean {
  return fragileUntil === Infinity;
}
