// The leader's balancer: the plan that `/meta/cluster` shows, which is that of the last round that made one, and at level `lively`
// its moves (reference 6.5, 9.2 and recordings 06, 07 and 09).
import type { BalanceOperations } from "#pegasus/answers/cluster.ts";
import { planMoves, type Move } from "./balance-plan.ts";
import type { Learning } from "./learning.ts";
import { isAbove } from "./level.ts";
import type { Partition } from "./partition.ts";
import type { Surroundings } from "./surroundings.ts";

export const NO_MOVES: BalanceOperations = { copy_pri: 0, copy_sec: 0, move_pri: 0, total: 0 };
const NONE: PartitionMoves = { copy_pri: 0, copy_sec: 0, move_pri: 0 };
const COLLECTING: BalanceOperations = { ...NO_MOVES, total: -1 };

/** Moves of one partition. */
export type PartitionMoves = Readonly<Record<Move["kind"], number>>;

/** A move under way: it takes a step in each round (recording 09). */
interface Doing {
  readonly move: Move;
  /** The copy is being made, is to take over, and the old one is to go. */
  step: "copy" | "switch" | "drop";
}

export class Balancer {
  private shown: BalanceOperations = NO_MOVES;
  /** When the plan on show was made, ms since the epoch. */
  private plannedAt = -Infinity;
  /** Since when everything has been healthy and nothing came or went. */
  private calmSince: number;
  /** Moves under way or waiting, by partition. */
  private readonly moves = new Map<Partition, Doing>();
  /** How many moves of each partition the plan on show has. */
  private planned: readonly Move[] = [];
  /** Something has changed since the latest plan. */
  private isStale = true;
  private wanted: ReadonlyMap<Partition, number> = new Map();
  private readonly ordered = new Map<Partition, Record<Move["kind"], number>>();
  /** Partitions whose roles are being changed at this moment. */
  private readonly switching = new Set<Partition>();
  private roundPlanned = false;
  private readonly place: Surroundings;
  private readonly learning: Learning;
  private readonly isCalm: () => boolean;

  /** `isCalm`: no partition lacks anything. */
  constructor(place: Surroundings, learning: Learning, isCalm: () => boolean) {
    this.place = place;
    this.learning = learning;
    this.isCalm = isCalm;
    this.calmSince = -Infinity;
  }

  takeOver(at: number): void {
    this.moves.clear();
    this.ordered.clear();
    this.wanted = new Map();
    this.shown = NO_MOVES;
    this.plannedAt = at;
    this.calmSince = at;
    this.levelChanged(at);
  }

  /** To be told before anything changes: what was planned until then stays on show. */
  changing(at: number): void {
    this.look(at);
    this.isStale = true;
  }

  /** A partition has changed, or a node came or went: unless it was the balancer's doing, it must learn again who holds what. */
  disturbed(at: number, partition?: Partition): void {
    this.isStale = true;
    if (partition === undefined || (!this.moves.has(partition) && !this.switching.has(partition))) this.calmSince = at;
  }

  levelChanged(at: number): void {
    this.isStale = true;
    if (this.place.level === "lively") this.planRound(at);
    else
      for (const [partition, { move, step }] of this.moves) {
        if (step === "copy" && partition.learner !== move.to) this.moves.delete(partition);
      }
  }

  /** As `/meta/cluster` tells it. */
  operations(now: number): BalanceOperations {
    this.look(now);
    return this.shown;
  }

  /** Those that were made since this leader leads. */
  movesOf(partition: Partition): PartitionMoves {
    return this.ordered.get(partition) ?? NONE;
  }

  /** How many of each partition the plan on show wants. */
  wantedMoves(now: number): ReadonlyMap<Partition, number> {
    this.look(now);
    return this.wanted;
  }

  /** A copy has joined that may have been ordered here. */
  joined(partition: Partition, node: string, at: number): void {
    const doing = this.moves.get(partition);
    if (doing?.step !== "copy" || doing.move.to !== node) return;
    doing.step = doing.move.kind === "copy_pri" ? "switch" : "drop";
    this.planRound(at);
  }

  /** One move by an operator's order, or by plan. */
  order(move: Move, at: number): void {
    const { partition, kind, from, to } = move;
    if (kind === "move_pri") {
      if (partition.primary !== from || !partition.secondaries.includes(to)) return;
      this.note(move);
      this.switching.add(partition);
      partition.demote(at);
      this.place.schedule.plan(at + this.place.times.catchUp, (due) => {
        if (partition.primary === null && partition.secondaries.includes(to)) partition.promote(to, due);
        this.switching.delete(partition);
      });
      return;
    }
    this.note(move);
    const doing: Doing = { move, step: "copy" };
    this.moves.set(partition, doing);
    this.take(doing, at);
    this.planRound(at);
  }

  private note({ partition, kind }: Move): void {
    const before = this.ordered.get(partition) ?? NONE;
    this.ordered.set(partition, { ...before, [kind]: before[kind] + 1 });
  }

  /** The round before `at` has made a plan, if it could. */
  private look(at: number): void {
    const round = this.place.lastRound(at);
    const { level, times } = this.place;
    if (round <= this.plannedAt || round <= this.calmSince) return;
    if (this.moves.size > 0 || !this.isCalm() || !isAbove(level, "freezed")) return;
    this.plannedAt = round;
    if (round < this.calmSince + times.sync) {
      this.show([], COLLECTING);
      return;
    }
    // A round that finds everything as it was plans the same again.
    if (this.isStale) this.planned = this.plan();
    this.isStale = false;
    this.show(this.planned, count(this.planned));
  }

  private show(moves: readonly Move[], operations: BalanceOperations): void {
    this.wanted = byPartition(moves);
    this.shown = operations;
  }

  private plan(): Move[] {
    const { flags, level, tables } = this.place;
    const isLively = level === "lively";
    // The other balancer shows nothing while it may not act (6.5).
    if (!isLively && flags.value("balance_cluster") === "true") return [];
    const movable = tables.available.filter(({ partitions }) => partitions.every(({ copies }) => copies > 0));
    return planMoves(movable, this.place.aliveNodes(), isLively);
  }

  private planRound(at: number): void {
    if (this.roundPlanned) return;
    this.roundPlanned = true;
    this.place.schedule.plan(this.place.lastRound(at) + this.place.times.round, (due) => {
      this.roundPlanned = false;
      this.round(due);
      if (this.place.level === "lively" || this.moves.size > 0) this.planRound(due);
    });
  }

  private round(at: number): void {
    if (this.moves.size > 0) {
      for (const doing of this.moves.values()) this.take(doing, at);
      return;
    }
    this.look(at);
    if (this.place.level === "lively" && this.plannedAt === at && this.shown.total > 0)
      for (const move of this.planned) this.order(move, at);
  }

  /** The next step of a move, unless what it began with is not so any more. */
  private take(doing: Doing, at: number): void {
    const { partition, to, from } = doing.move;
    const isSound = partition.primary !== null && (partition.primary === from || partition.secondaries.includes(from));
    if (!isSound || !this.place.isAlive(to)) {
      this.moves.delete(partition);
      return;
    }
    switch (doing.step) {
      case "copy":
        if (partition.learner === null) this.learning.start(partition, to, at);
        return;
      case "switch":
        partition.demote(at);
        partition.promote(to, at);
        doing.step = "drop";
        return;
      case "drop":
        if (partition.primary !== from) partition.drop(from, at);
        this.moves.delete(partition);
        return;
    }
  }
}

function byPartition(moves: readonly Move[]): Map<Partition, number> {
  const counts = new Map<Partition, number>();
  for (const { partition } of moves) counts.set(partition, (counts.get(partition) ?? 0) + 1);
  return counts;
}

function count(moves: readonly Move[]): BalanceOperations {
  const of = (kind: Move["kind"]): number => moves.filter((move) => move.kind === kind).length;
  return { copy_pri: of("copy_pri"), copy_sec: of("copy_sec"), move_pri: of("move_pri"), total: moves.length };
}
