// What clients do with one partition over time. Sums are made by formula, so that nobody has to tick fifty thousand partitions.
import { keyOf, seeded } from "../random.ts";
import { waveAt, waveBetween, waveOf, type Wave } from "./wave.ts";

export type Kind = "reads" | "writes";

export interface LoadPlan {
  /** Part of the table's load. */
  readonly share: number;
  /** One copy, MiB. */
  readonly sizeMb: number;
  /** Gives the table's partitions their common mood; the partition's own comes of it and the index. */
  readonly mood: number;
  readonly index: number;
}

interface Change {
  /** From then on (ms since the epoch) it gets `factor` times its planned share. */
  readonly at: number;
  readonly factor: number;
}

const UNCHANGED: readonly Change[] = [];

export class PartitionLoad {
  /** One copy, MiB. */
  sizeMb: number;
  readonly plan: LoadPlan;
  private reads: Wave | undefined;
  private writes: Wave | undefined;
  /** The latest last. */
  private changes = UNCHANGED;

  /** From when on clients' writes are refused, ms since the epoch. */
  private refusedFrom = Infinity;

  constructor(plan: LoadPlan) {
    this.plan = plan;
    this.sizeMb = plan.sizeMb;
  }

  /** Part of the table's load that it was planned to have; changes come in `seen` and `busyAt`. */
  get share(): number {
    return this.plan.share;
  }

  /** From `at` on, clients ask it `factor` times as much as was planned. */
  change(at: number, factor: number): void {
    this.changes = [...this.changes.filter((change) => change.at < at), { at, factor }];
  }

  /** From `at` on no write of a client gets through. */
  refuseWrites(at: number): void {
    this.refusedFrom = at;
  }

  /** How many times its planned share it gets at a moment, apart from the mood of the hour. */
  factorAt(at: number): number {
    return this.changes.findLast((change) => change.at <= at)?.factor ?? 1;
  }

  /** Load at a moment, 1 being the planned mean. */
  busyAt(kind: Kind, at: number): number {
    if (kind === "writes" && at >= this.refusedFrom) return 0;
    return this.factorAt(at) * waveAt(this.wave(kind), at);
  }

  /** The load between two moments, in seconds of planned mean load. Never negative, and additive. */
  seen(kind: Kind, from: number, to: number): number {
    return this.asked(kind, from, kind === "writes" ? Math.min(to, this.refusedFrom) : to);
  }

  /** The same of writes that were refused. */
  refused(from: number, to: number): number {
    return this.asked("writes", Math.max(from, this.refusedFrom), to);
  }

  private asked(kind: Kind, from: number, to: number): number {
    if (to <= from) return 0;
    const wave = this.wave(kind);
    if (this.changes.length === 0) return waveBetween(wave, from, to);
    const inside = this.changes.filter(({ at }) => at > from && at < to).map(({ at }) => at);
    const marks = [from, ...inside, to];
    return marks
      .slice(1)
      .reduce(
        (sum, end, index) => sum + this.factorAt(marks[index] ?? end) * waveBetween(wave, marks[index] ?? end, end),
        0,
      );
  }

  private wave(kind: Kind): Wave {
    return kind === "reads" ? (this.reads ??= this.made(kind)) : (this.writes ??= this.made(kind));
  }

  private made(kind: Kind): Wave {
    const { mood, index } = this.plan;
    return waveOf(seeded(keyOf(mood, kind)), seeded(keyOf(mood, kind, index)));
  }
}
