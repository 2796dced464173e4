// The tables of the plan as they lie on the replica servers when the story begins.
import { keyOf, seeded } from "../random.ts";
import { refusesWrites } from "./disks.ts";
import type { Configuration, PartitionKeeper } from "./partition.ts";
import { Placement } from "./placement.ts";
import { plannedTable, wornBallot } from "./planned-table.ts";
import type { Surroundings } from "./surroundings.ts";
import type { TablePlan } from "./tables.ts";

const SECOND = 1000;
const DAY = 86_400 * SECOND;
/** Keeps tables from having been made at the same time of day. */
const ODD_TIME = 3737 * SECOND;
/** A disk that is full when the story begins was full a while before. */
const FULL_FOR = 1200 * SECOND;

export function placeTables(
  plans: readonly TablePlan[],
  place: Surroundings,
  nodes: readonly string[],
  keeper: PartitionKeeper,
): void {
  const { seed, began, tables, census } = place;
  const placement = new Placement(nodes, census.counts(), seeded(keyOf(seed, "placement")));
  const since = new Map(nodes.map((node) => [node, place.processAt(node).startedAt]));
  for (const plan of plans) {
    const createdAt = plan.createdAt ?? began - plan.age * DAY - plan.id * ODD_TIME;
    const ballot = plan.unassigned === true ? () => 0n : wornBallot;
    const table = plannedTable(plan, { seed, status: "available", createdAt, ballot, keeper });
    tables.add(table);
    if (plan.unassigned === true) continue;
    const configurations = plan.placed?.map((indexes) => named(indexes, place.replicas));
    const laidOut = configurations ?? placement.layOut(plan.partitions, plan.copies);
    for (const [index, partition] of table.partitions.entries()) {
      const configuration = laidOut[index];
      if (configuration !== undefined) partition.place(configuration, (node) => since.get(node) ?? began);
      if (refusesWrites(partition, place.processAt)) partition.load.refuseWrites(began - FULL_FOR);
    }
  }
}

function named([primary, ...secondaries]: readonly number[], nodes: readonly string[]): Configuration {
  return {
    primary: nodes[primary ?? -1] ?? null,
    secondaries: secondaries.flatMap((index) => nodes[index] ?? []),
  };
}
