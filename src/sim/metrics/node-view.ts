// One replica server at one moment, as its metrics see it: what it holds, and what it knows of the features that work on it.
import type { Shipping } from "../model/duplications.ts";
import type { Process } from "../model/process.ts";
import type { World } from "../model/world.ts";
import { replicasOn, type HeldReplica } from "./held-replica.ts";
import { memtableBytes } from "./stored-data.ts";

export class NodeView {
  readonly world: World;
  readonly process: Process;
  /** ms since the epoch. */
  readonly now: number;
  /** Open replicas, and those closed less than some 20 minutes ago. */
  readonly listed: readonly HeldReplica[];
  /** How many replicas its process has still to open. */
  readonly opening: number;
  private memtableTotal: number | undefined;
  private readonly shipped = new Map<number, ReadonlyMap<number, readonly Shipping[]>>();

  constructor(world: World, process: Process, now: number) {
    this.world = world;
    this.process = process;
    this.now = now;
    const { listed, opening } = replicasOn(world, process, now);
    this.listed = listed;
    this.opening = opening;
  }

  /** Of the cluster's time. */
  get scale(): number {
    return this.world.times.scale;
  }

  /** How many times as long as usual everything takes. */
  get slowness(): number {
    return this.world.plan.slowness ?? 1;
  }

  /** Sums up over all replicas that it lists. */
  sum(of: (held: HeldReplica) => number): number {
    let total = 0;
    for (const held of this.listed) total += of(held);
    return total;
  }

  /** Bytes in the memtables of all replicas, as their gauges were taken last. */
  get memtables(): number {
    return (this.memtableTotal ??= this.sum(({ gauges }) => (gauges === null ? 0 : memtableBytes(gauges))));
  }

  /** What it ships of a partition to other clusters; nothing while it is not its primary. */
  shippingOf({ replica: { partition } }: HeldReplica): readonly Shipping[] {
    const { tableId, index } = partition;
    const table = this.shipped.get(tableId) ?? this.shippingOfTable(tableId);
    return table.get(index) ?? [];
  }

  private shippingOfTable(tableId: number): ReadonlyMap<number, readonly Shipping[]> {
    const byPartition = new Map<number, Shipping[]>();
    const all = this.world.features.duplications.shippingOn(this.process.address, tableId, this.now);
    for (const shipping of all) {
      const { index } = shipping.partition;
      byPartition.set(index, [...(byPartition.get(index) ?? []), shipping]);
    }
    this.shipped.set(tableId, byPartition);
    return byPartition;
  }
}
