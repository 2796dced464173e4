// How the embedded history stands: what it has, and what is wrong with it.
import type { Log } from "../log.ts";
import { messageOf } from "./open-file.ts";
import type { Periods } from "./periods.ts";
import type { Keeping } from "./tiers.ts";

export interface StoreStatus {
  readonly mode: "writes" | "reads-only" | "memory-only";
  /** What is wrong now, in a sentence. */
  readonly failure: string | null;
  /** What became of an older file. */
  readonly note: string | null;
  readonly usedBytes: number;
  readonly fileBytes: number;
  readonly series: number;
  readonly tiers: TierStatus[];
}

/** ms; `from`: the oldest there is, null: nothing yet. */
interface TierStatus {
  readonly step: number;
  readonly keep: number;
  readonly from: number | null;
  readonly values: number;
  readonly bytes: number;
}

/** `open`: where the oldest period begins that is not written yet; null: there is none. */
export function tierStatuses({ tiers }: Keeping, periods: Periods, open: number | null): TierStatus[] {
  return tiers.map(({ level, step, keep }) => ({
    step,
    keep,
    from: periods.starts(level)[0] ?? (level === 0 ? open : null),
    values: periods.count(level),
    bytes: periods.bytes(level),
  }));
}

/** What goes wrong, by what was tried: said once, and told until it goes well. */
export class Troubles {
  private readonly place: string;
  private readonly log: Log;
  private readonly failures = new Map<string, string>();
  private told: string | null = null;

  constructor(place: string, log: Log) {
    this.place = place;
    this.log = log;
  }

  get failure(): string | null {
    return [...this.failures.values()][0] ?? null;
  }

  get note(): string | null {
    return this.told;
  }

  wentWell(what: string): void {
    this.failures.delete(what);
  }

  failed(what: string, error: unknown): void {
    const sentence = `${what}: ${messageOf(error)}. Place: ${this.place}.`;
    if (this.failures.get(what) !== sentence) this.log.say(sentence);
    this.failures.set(what, sentence);
  }

  say(note: string): void {
    this.told = note;
    this.log.say(note);
  }
}
