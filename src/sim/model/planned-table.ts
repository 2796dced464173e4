// Makes a table with its partitions out of a plan: who gets which part of the load, and how large each partition is.
import { keyOf, seeded } from "../random.ts";
import { PartitionLoad } from "./partition-load.ts";
import { Partition, type PartitionKeeper } from "./partition.ts";
import { Table, type TableStatus } from "./table.ts";
import type { TablePlan } from "./tables.ts";

interface Birth {
  readonly seed: number;
  readonly status: TableStatus;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** The ballot of each partition. */
  readonly ballot: (random: () => number) => bigint;
  readonly keeper: PartitionKeeper;
}

/** No partition has a configuration yet. */
export function plannedTable(plan: TablePlan, { seed, status, createdAt, ballot, keeper }: Birth): Table {
  const { id, name, copies, envs } = plan;
  const random = seeded(keyOf(seed, name));
  const weights = Array.from({ length: plan.partitions }, (_, index) => {
    const even = Math.exp(plan.skew * (random() + random() + random() - 1.5) * 2);
    return plan.hot?.partition === index ? even * plan.hot.times : even;
  });
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mood = keyOf(seed, name, "mood");
  const partitions = weights.map((weight, index) => {
    const sizeMb = (plan.sizeMb / plan.partitions) * (0.9 + 0.2 * random());
    const load = new PartitionLoad({ share: weight / total, sizeMb, mood, index });
    return new Partition({ tableId: id, index, copies, ballot: ballot(random), load }, keeper);
  });
  return new Table({ id, name, copies, status, createdAt, envs, load: plan, partitions });
}

/** Of a cluster that has seen restarts: some ballots above the least. */
export function wornBallot(random: () => number): bigint {
  return BigInt(3 + Math.floor(random() * 18));
}
