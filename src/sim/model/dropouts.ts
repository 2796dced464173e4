// How primaries get rid of secondaries that do not answer, before the leader knows that the node is dead: the first write fails, and
// the secondary is out (recording 06: the first were out 2 s after the kill, those without writes stayed until the end).
import { chance, keyOf } from "../random.ts";
import { isAbove } from "./level.ts";
import type { Partition } from "./partition.ts";
import type { Surroundings } from "./surroundings.ts";
import { WRITES } from "./tables.ts";

const SECOND = 1000;

/**
 * `patience`: ms until a write to the silent node fails. `isSilent`: whether it still does not answer, or has been started anew and
 * knows nothing of its part.
 */
export function planDropouts(
  place: Surroundings,
  node: string,
  at: number,
  patience: number,
  isSilent: (at: number) => boolean,
): void {
  const { times, schedule, census } = place;
  const batches = new Map<number, Partition[]>();
  for (const { partition, role } of census.heldBy(node)) {
    if (role !== "secondary") continue;
    const after = patience + firstWrite(place, partition) * times.scale;
    if (!(after < times.grace)) continue;
    const due = at + Math.ceil(after / (SECOND * times.scale)) * SECOND * times.scale;
    const batch = batches.get(due);
    if (batch === undefined) batches.set(due, [partition]);
    else batch.push(partition);
  }
  for (const [due, partitions] of batches) {
    schedule.plan(due, (now) => {
      if (!isSilent(now) || place.leader === null || !isAbove(place.level, "freezed")) return;
      for (const partition of partitions) if (canDrop(place, partition, node)) partition.drop(node, now);
    });
  }
}

function canDrop({ processAt }: Surroundings, { primary, secondaries }: Partition, node: string): boolean {
  return primary !== null && processAt(primary).state === "up" && secondaries.includes(node);
}

/** ms until somebody writes to the partition; infinite when nobody does. */
function firstWrite({ seed, tables }: Surroundings, { tableId, index, load }: Partition): number {
  const rates = tables.withId(tableId)?.load.rates ?? {};
  const rate = WRITES.reduce((sum, operation) => sum + (rates[operation] ?? 0), 0) * load.share;
  return (-Math.log(1 - chance(keyOf(seed, "write", tableId, index))) / rate) * SECOND;
}
