// What each round asks the replica servers for. Much of what is kept changes slowly or is for charts of hours, and a replica's metric is 120
// bytes: while nobody looks, rounds are brief, and those partitions' primaries alone are asked for that a server has by the last round.
import { KEPT_TASK, historyTarget, type Depth } from "#pegasus/kept-metrics.ts";
import { SECOND } from "../clock.ts";
import type { Plan } from "../sampler.ts";
import type { SampledRound } from "./sampled-round.ts";

/** ms between two rounds that ask for all. */
export const WHOLE_EVERY_MS = 300 * SECOND;
/** The second one comes early: rates need two. */
const SECOND_WHOLE_MS = 20 * SECOND;
/** Up to so many replicas, together and on one server, all of each is asked for (10 kB); beyond, what load is made of. */
const WIDE = { together: 6000, one: 1000 };
/** A server is sure to read 4 KiB at once (reference 1.3), of which the head takes some. */
const LONGEST_TARGET = 3800;

export class RoundPlans {
  private readonly now: () => number;
  private latest: SampledRound | null = null;
  private wholeAt = -Infinity;
  private wholes = 0;
  /** Entities that are no replicas, by server: those of which something is kept. */
  private readonly entities = new Map<string, readonly string[]>();
  private isWide = false;

  constructor(now: () => number) {
    this.now = now;
  }

  /** Whether all of each replica is asked for in whole rounds. */
  get wide(): boolean {
    return this.isWide;
  }

  forget(): void {
    this.latest = null;
    this.wholeAt = -Infinity;
    this.wholes = 0;
    this.entities.clear();
  }

  /** `looked`: somebody wants to see the load. */
  next(looked: boolean): Plan {
    const { latest, isWide } = this;
    // The first tells how many replicas there are.
    if (latest === null) return { depth: "load", targetOf: () => historyTarget("load", false, null) };
    const due = this.now() - this.wholeAt >= (this.wholes < 2 ? SECOND_WHOLE_MS : WHOLE_EVERY_MS);
    const depth: Depth = due ? "whole" : looked ? "load" : "brief";
    const plain = historyTarget(depth, isWide, null);
    if (depth !== "brief") return { depth, targetOf: () => plain };
    const held = primariesBy(latest);
    return {
      depth,
      targetOf: (server) => {
        const known = this.entities.get(server);
        if (known === undefined) return plain;
        const target = historyTarget(depth, isWide, [...known, ...(held.get(server) ?? [])]);
        return target.length <= LONGEST_TARGET ? target : plain;
      },
    };
  }

  see(round: SampledRound): void {
    this.latest = round;
    if (round.depth === "brief") return;
    if (round.depth === "whole") {
      this.wholeAt = this.now();
      this.wholes++;
    }
    const sizes = [...round.samples.values()].map(({ replicas }) => replicas.size);
    const together = sizes.reduce((sum, size) => sum + size, 0);
    this.isWide = together <= WIDE.together && Math.max(0, ...sizes) <= WIDE.one;
    for (const [server, others] of round.others) {
      const kept = others.filter(({ type, id }) => type !== "profiler" || KEPT_TASK.test(id.replace("task@", "")));
      this.entities.set(server, ["server", ...kept.map(({ id }) => id)]);
    }
  }
}

function primariesBy({ places }: SampledRound): Map<string, string[]> {
  const held = new Map<string, string[]>();
  for (const [id, server] of places.primaries) {
    const ids = held.get(server);
    if (ids === undefined) held.set(server, [`replica@${id}`]);
    else ids.push(`replica@${id}`);
  }
  return held;
}
