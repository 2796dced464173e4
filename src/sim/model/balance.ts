// How evenly replicas lie over the nodes, as `/meta/cluster` tells it (reference 2.8 and 6.5).
import { spreadOf as spreadOfShares, type Spread } from "#pegasus/spread.ts";
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

/** The two deviations of `/meta/cluster`. */
export function spreadOf(counts: ReadonlyMap<string, NodeCount>, alive: (node: string) => boolean): Spread {
  return spreadOfShares(
    [...counts].map(([node, { primary, secondary }]) => ({
      node,
      alive: alive(node),
      primaries: primary,
      replicas: primary + secondary,
    })),
  );
}
