// Which node holds what, kept up to date with each change: no request has to look through all replicas of the cluster.
import type { NodeCount } from "./balance.ts";
import type { Replica, ReplicaRole } from "./partition.ts";

export class Census {
  private readonly byNode = new Map<string, Set<Replica>>();
  private readonly counted = new Map<string, NodeCount>();
  private readonly sorted = new Map<string, readonly Replica[]>();

  /** To be told of each replica that comes, changes its role or goes. */
  readonly moved = (replica: Replica, before: ReplicaRole | null, after: ReplicaRole | null): void => {
    const { node } = replica;
    if (before === null) this.on(node).add(replica);
    if (after === null) this.on(node).delete(replica);
    if (before === null || after === null) this.sorted.delete(node);
    this.count(node, before, -1);
    this.count(node, after, 1);
  };

  /** Replicas in configurations by node; only nodes that some configuration names. */
  counts(): ReadonlyMap<string, NodeCount> {
    return this.counted;
  }

  /** All that the node has, whatever its role, by table and partition. */
  heldBy(node: string): readonly Replica[] {
    const known = this.sorted.get(node);
    if (known !== undefined) return known;
    const sorted = [...this.on(node)].toSorted(
      ({ partition: a }, { partition: b }) => a.tableId - b.tableId || a.index - b.index,
    );
    this.sorted.set(node, sorted);
    return sorted;
  }

  private on(node: string): Set<Replica> {
    const found = this.byNode.get(node) ?? new Set();
    this.byNode.set(node, found);
    return found;
  }

  private count(node: string, role: ReplicaRole | null, step: 1 | -1): void {
    if (role !== "primary" && role !== "secondary") return;
    const count = this.counted.get(node) ?? { primary: 0, secondary: 0 };
    count[role] += step;
    if (count.primary + count.secondary === 0) this.counted.delete(node);
    else this.counted.set(node, count);
  }
}
