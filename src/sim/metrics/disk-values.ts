// The data directories of a replica server (reference 3.4): the replicas on them take their space.
import { diskIndexOf, diskRoot } from "../model/disks.ts";
import type { DiskPlan } from "../model/plan.ts";
import { chance, keyOf } from "../random.ts";
import type { Asked } from "./asked.ts";
import { readerOf, type Entity, type Values } from "./entity.ts";
import { factsOf } from "./facts.ts";
import type { HeldReplica } from "./held-replica.ts";
import type { NodeSubject } from "./node-subject.ts";
import { latestRound } from "./rounds.ts";
import { sizeMb } from "./stored-data.ts";

const SECOND = 1000;

interface DiskSubject {
  readonly disk: DiskPlan;
  readonly stored: readonly HeldReplica[];
  /** When it was looked at last, ms since the epoch: at the start of the process, and by a timer from then on. */
  readonly at: number;
  readonly key: number;
}

/** MiB that are left beside its replicas and everything else on it. */
function available({ disk, stored, at, key }: DiskSubject): number {
  if (disk.freePart !== undefined) return Math.floor(disk.capacityMb * disk.freePart);
  const other = disk.otherMb * (0.7 + 0.6 * chance(key));
  const free = stored.reduce((left, { load }) => left - sizeMb(load, at), disk.capacityMb - other);
  return Math.max(0, Math.floor(free));
}

const VALUES: Values<DiskSubject> = new Map([
  ["disk_capacity_total_mb", ({ disk }) => disk.capacityMb],
  ["disk_capacity_avail_mb", available],
]);
const FACTS = factsOf("disk", "replica");

function lookedAt({ world, process, now }: Asked): number {
  const interval = Number(process.flags.value("disk_stat_interval_seconds")) * SECOND * world.times.scale;
  return latestRound(now, process.startedAt, interval) ?? process.startedAt;
}

export function diskEntities({ asked, node }: NodeSubject): Entity[] {
  const { process, world } = asked;
  const { disks, key } = process;
  const at = lookedAt(asked);
  return disks.map((disk, index) => {
    const stored = node.listed.filter(
      ({ replica }) => replica.role !== "closed" && diskIndexOf(process, replica.partition) === index,
    );
    return {
      type: "disk",
      id: `disk@${disk.tag}`,
      attributes: { data_dir: disk.dataDir ?? `${diskRoot(disk.tag, world.plan.name)}/replica/reps`, tag: disk.tag },
      facts: FACTS,
      read: readerOf(VALUES, { disk, stored, at: Math.min(at, world.now), key: keyOf(key, disk.tag) }),
    };
  });
}
