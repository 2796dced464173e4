// The data directories of a replica server (reference 3.4): the replicas on them take their space.
import type { Process } from "../model/process.ts";
import { chance, keyOf } from "../random.ts";
import { factsOf, readerOf, type Entity, type Values } from "./entity.ts";
import type { HeldReplica } from "./node.ts";

const TAGS = ["ssd1", "ssd2"] as const;
/** A disk of 2 TB, MiB. */
const CAPACITY_MB = 1_907_349;
/** Logs, checkpoints and what else lies there. */
const OTHER_MB = 210_000;
const SECOND = 1000;

const FACTS = factsOf("disk", "replica");

interface DiskSubject {
  readonly stored: readonly HeldReplica[];
  /** Flag `disk_stat_interval_seconds`, ms. */
  readonly interval: number;
  readonly key: number;
}

/** MiB that are left beside its replicas and everything else on it. */
function available({ stored, interval, key }: DiskSubject): number {
  const other = OTHER_MB * (0.7 + 0.6 * chance(key));
  return Math.floor(stored.reduce((free, { load }) => free - load.sizeMb(interval), CAPACITY_MB - other));
}

const VALUES: Values<DiskSubject> = new Map([
  ["disk_capacity_total_mb", () => CAPACITY_MB],
  ["disk_capacity_avail_mb", available],
]);

export function diskEntities(held: readonly HeldReplica[], process: Process): Entity[] {
  const interval = Number(process.flags.value("disk_stat_interval_seconds")) * SECOND;
  return TAGS.map((tag) => {
    const stored = held.filter(({ load }) => TAGS[load.key % TAGS.length] === tag);
    return {
      type: "disk",
      id: `disk@${tag}`,
      attributes: { data_dir: `/data${process.flags.value("cluster_root")}/${tag}/replica/reps`, tag },
      facts: FACTS,
      read: readerOf(VALUES, { stored, interval, key: keyOf(process.key, tag) }),
    };
  });
}
