// What becomes of the replicas of a server that dies, hangs, comes back or thaws (reference 9.2, recordings 06, 06b and 10b).
import { planDropouts } from "./dropouts.ts";
import type { Guardian } from "./guardian.ts";
import type { Learning } from "./learning.ts";
import type { Leftovers } from "./leftovers.ts";
import { isAbove } from "./level.ts";
import type { Surroundings } from "./surroundings.ts";

interface Helpers {
  readonly learning: Learning;
  readonly guardian: Guardian;
  readonly leftovers: Leftovers;
}

export class Nodes {
  private readonly place: Surroundings;
  private readonly helpers: Helpers;
  /** Since when each silent node has not answered, ms since the epoch. */
  private readonly silent = new Map<string, number>();

  constructor(place: Surroundings, helpers: Helpers) {
    this.place = place;
    this.helpers = helpers;
  }

  /** It died or hangs. Nobody knows yet but those who write to it. */
  fellSilent(node: string, at: number): void {
    const { times, processAt } = this.place;
    this.silent.set(node, at);
    this.helpers.learning.lost(node);
    this.refresh(node, at);
    const process = processAt(node);
    const patience = process.state === "frozen" ? times.writeTimeout : times.writeRefused;
    planDropouts(this.place, node, at, patience, () => this.silent.get(node) === at);
  }

  /** A frozen one has died. */
  gone(node: string): void {
    this.helpers.learning.lost(node);
  }

  /** Another process at its address, which has not reported yet. */
  started(node: string): void {
    // What the old process counted is gone with it.
    for (const { spells } of this.place.census.heldBy(node)) spells.splice(0);
    this.helpers.leftovers.restarted(node);
  }

  /** The first beacon of a new process. Where the leader has not missed the old one, its primaries go on with another ballot. */
  reported(node: string, at: number): void {
    this.silent.delete(node);
    this.refresh(node, at);
    if (!this.place.isAlive(node)) return;
    for (const { partition, role } of this.place.census.heldBy(node)) {
      if (role === "primary") partition.forceBallot(at);
      else if (role === "secondary" && partition.primary !== null) partition.drop(node, at);
    }
    this.collect(node, at);
  }

  /** It answers again. Had it been away for longer than its lease, it has given up its replicas by itself. */
  thawed(node: string, at: number): void {
    const since = this.silent.get(node) ?? at;
    this.silent.delete(node);
    this.refresh(node, at);
    if (at - since < this.place.times.lease) {
      // Its dropped secondaries may join again with the leader's next look.
      this.helpers.guardian.collectsFrom(node, at);
    }
  }

  /** The leader has missed its beacons for too long. */
  declaredDead(node: string, at: number): void {
    const held = [...this.place.census.heldBy(node)];
    for (const { partition } of held) if (partition.primary === node) partition.drop(node, at);
    if (!isAbove(this.place.level, "freezed")) return;
    for (const { partition } of held) {
      if (partition.primary !== null && partition.secondaries.includes(node) && this.isUp(partition.primary))
        partition.drop(node, at);
      this.helpers.guardian.look(partition, at);
    }
  }

  /** The leader believes it alive again: what its configurations still say of it is not true any more. */
  cameBack(node: string, at: number): void {
    if (isAbove(this.place.level, "freezed")) {
      for (const { partition, role } of this.place.census.heldBy(node)) {
        if (role === "secondary" && partition.primary !== null) partition.drop(node, at);
      }
    }
    this.collect(node, at);
  }

  /** Whether its process does its work: one that has been started does when it has reported. */
  serves(node: string): boolean {
    return !this.silent.has(node) && this.isUp(node);
  }

  private refresh(node: string, at: number): void {
    for (const { partition } of this.place.census.heldBy(node)) partition.refresh(at);
  }

  private collect(node: string, at: number): void {
    const { times, schedule, census } = this.place;
    const due = at + Math.min(times.collectMost, census.heldBy(node).length * times.collectReplica);
    this.helpers.guardian.collectsFrom(node, due);
    schedule.plan(due + times.round + times.sync, (swept) => {
      if (this.isUp(node)) this.helpers.leftovers.sweep(node, swept);
    });
  }

  private isUp(node: string): boolean {
    return this.place.processAt(node).state === "up";
  }
}
