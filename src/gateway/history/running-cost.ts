// What sampling costs the cluster: rounds differ in what they ask for, so it is told over some minutes.
import type { HistoryStatus } from "#api/history.ts";
import { WHOLE_EVERY_MS } from "./round-plans.ts";

interface RoundCost {
  /** ms. */
  readonly at: number;
  /** Seconds since the round before. */
  readonly seconds: number;
  /** Seconds between rounds now. */
  readonly every: number;
  readonly requests: number;
  readonly bytes: number;
}

export class RunningCost {
  private rounds: RoundCost[] = [];

  add(round: RoundCost): void {
    this.rounds = [...this.rounds.filter(({ at }) => at > round.at - WHOLE_EVERY_MS), round];
  }

  forget(): void {
    this.rounds = [];
  }

  /** Null before the first round. */
  told(wide: boolean): HistoryStatus["cost"] {
    const last = this.rounds.at(-1);
    if (last === undefined) return null;
    const sum = (of: (round: RoundCost) => number): number => this.rounds.reduce((all, round) => all + of(round), 0);
    const seconds = sum((round) => round.seconds);
    return {
      requestsPerSecond: sum(({ requests }) => requests) / seconds,
      bytesPerSecond: sum(({ bytes }) => bytes) / seconds,
      everySeconds: last.every,
      wide,
    };
  }
}
