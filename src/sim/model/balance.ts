// How evenly replicas lie over the nodes, as `/meta/cluster` tells it (reference 2.8 and 6.5).
import type { Table } from "./table.ts";

export interface NodeCount {
  primary: number;
  secondary: number;
}

/** Replicas by node, over all tables; only nodes that some configuration names. */
export function countReplicas(tables: readonly Table[]): Map<string, NodeCount> {
  const counts = new Map<string, NodeCount>();
  for (const { partitions } of tables) {
    for (const partition of partitions) {
      for (const [node, role] of partition.roles()) {
        const count = counts.get(node) ?? { primary: 0, secondary: 0 };
        counts.set(node, count);
        count[role]++;
      }
    }
  }
  return counts;
}

export interface Spread {
  readonly primary: number;
  readonly total: number;
}

/**
 * Standard deviations over the alive nodes that hold anything; the sample formula (n - 1) while a dead node still holds some,
 * 0 when fewer than two nodes count (meta/greedy_load_balancer.cpp:110-144).
 */
export function spreadOf(counts: ReadonlyMap<string, NodeCount>, alive: (node: string) => boolean): Spread {
  const holders = [...counts].filter(([node]) => alive(node)).map(([, count]) => count);
  const dead = [...counts].filter(([node]) => !alive(node)).map(([, count]) => count);
  const total = ({ primary, secondary }: NodeCount): number => primary + secondary;
  return {
    primary: deviation(
      holders.map(({ primary }) => primary),
      dead.some(({ primary }) => primary > 0),
    ),
    total: deviation(
      holders.map((count) => total(count)),
      dead.length > 0,
    ),
  };
}

function deviation(values: readonly number[], partial: boolean): number {
  if (values.length <= 1) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (partial ? values.length - 1 : values.length));
}
