// The balance plan that `/meta/cluster` shows: of the last round, so stale while partitions are unhealthy and empty at first under a
// new leader (reference 6.5 and 9.2).
import type { BalanceOperations } from "#pegasus/answers/cluster.ts";
import { partitionHealth } from "#pegasus/health.ts";
import { balanceMoves, NO_MOVES, type NodeCount } from "./balance.ts";
import type { Table } from "./table.ts";
import type { Times } from "./times.ts";

/** Part of a round after which a plan is under way: `total` -1 (6.5). */
const COLLECTING = 0.3;

export class Balancer {
  private shown: BalanceOperations = NO_MOVES;
  /** Since when all partitions have been healthy under this leader; null while they are not. */
  private calmSince: number | null;
  private readonly times: Times;

  constructor(since: number, times: Times) {
    this.calmSince = since;
    this.times = times;
  }

  takeOver(at: number): void {
    this.shown = NO_MOVES;
    this.calmSince = at;
  }

  /** Called before partitions change: what was planned until then stays on show. */
  before(counts: ReadonlyMap<string, NodeCount>, nodes: readonly string[], at: number): void {
    this.shown = this.moves(counts, nodes, at);
  }

  after(tables: readonly Table[], at: number): void {
    if (!isHealthy(tables)) this.calmSince = null;
    else this.calmSince ??= at;
  }

  moves(counts: ReadonlyMap<string, NodeCount>, nodes: readonly string[], now: number): BalanceOperations {
    const age = this.calmSince === null ? 0 : now - this.calmSince;
    if (age < this.times.balanceRound * COLLECTING) return this.shown;
    return age < this.times.balanceRound ? { ...NO_MOVES, total: -1 } : balanceMoves(counts, nodes);
  }
}

function isHealthy(tables: readonly Table[]): boolean {
  return tables.every(({ partitions }) =>
    partitions.every((partition) => partitionHealth(partition.answer()) === "healthy"),
  );
}
