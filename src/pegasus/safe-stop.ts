// What happens when a replica server is stopped now: which partitions it takes with it, and whether the others can take over
// (reference 6.1 and 6.4; docs on rolling updates).
import type { Partition } from "./answers/app.ts";
import { isSplitChild, liveReplicas, partitionClass } from "./health.ts";
import { isFrozenBy, type FreezeFlags, type LiveNodes } from "./level.ts";

export interface TablePartitions {
  readonly appId: number;
  readonly appName: string;
  readonly partitions: readonly Partition[];
}

export interface StopFlags extends FreezeFlags {
  /** `mutation_2pc_min_replica_count` */
  readonly minimumToWrite: number;
}

/** A partition as `<app id>.<partition index>`, with its table's name. */
interface Concerned {
  readonly id: string;
  readonly appName: string;
}

export interface StopConsequences {
  /** Nothing is lost and nothing stops for longer than it takes to make others primaries. */
  readonly safe: boolean;
  /** Its replica is the last one. */
  readonly lost: readonly Concerned[];
  /** Writable now, and not any more. */
  readonly unwritable: readonly Concerned[];
  /** Not writable already: they stay so, or get worse. */
  readonly alreadyIll: readonly Concerned[];
  /** With fewer live nodes the meta freezes, and no secondary becomes primary. */
  readonly freezes: boolean;
  /** How many of its primaries must move; moving them before spares clients the failover. */
  readonly primaries: number;
  readonly replicas: number;
}

export function stopConsequences(
  node: string,
  tables: readonly TablePartitions[],
  nodes: LiveNodes,
  flags: StopFlags,
): StopConsequences {
  const lost: Concerned[] = [];
  const unwritable: Concerned[] = [];
  const alreadyIll: Concerned[] = [];
  let primaries = 0;
  let replicas = 0;
  for (const { appId, appName, partitions } of tables) {
    for (const partition of partitions) {
      const member = partition.primary === node || partition.secondaries.includes(node);
      if (!member || isSplitChild(partition)) continue;
      replicas++;
      if (partition.primary === node) primaries++;
      const one = { id: `${appId}.${partition.pidx}`, appName };
      const before = isWritable(partition, flags.minimumToWrite);
      if (liveReplicas(partition) === 1) lost.push(one);
      else if (!before) alreadyIll.push(one);
      else if (!isWritable(without(partition, node), flags.minimumToWrite)) unwritable.push(one);
    }
  }
  const freezes = isFrozenBy({ alive: nodes.alive - 1, total: nodes.total }, flags);
  const safe = lost.length + unwritable.length + alreadyIll.length === 0 && !freezes;
  return { safe, lost, unwritable, alreadyIll, freezes, primaries, replicas };
}

function isWritable(partition: Partition, minimum: number): boolean {
  const kind = partitionClass(partition, minimum);
  return kind === "healthy" || kind === "writable-ill";
}

/** As it is after failover: a secondary has become primary. */
function without(partition: Partition, node: string): Partition {
  const rest = partition.secondaries.filter((secondary) => secondary !== node);
  if (partition.primary !== node) return { ...partition, secondaries: rest };
  const [primary = null, ...secondaries] = rest;
  return { ...partition, primary, secondaries };
}
