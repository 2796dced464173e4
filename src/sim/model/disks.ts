// The data directories of replica servers: which replica lies on which, and what a full one does (reference 6.2).
import { keyOf } from "../random.ts";
import type { Partition } from "./partition.ts";
import type { DiskPlan } from "./plan.ts";
import type { Process } from "./process.ts";

/** Where a disk of this tag is mounted. */
export function diskRoot(tag: string, cluster: string): string {
  return `/data/pegasus/${cluster}/${tag}`;
}

/** The number of the disk on which a node keeps its copy of a partition. */
export function diskIndexOf({ key, disks }: Process, { tableId, index }: Partition): number {
  return keyOf(key, tableId, index) % disks.length;
}

/** Less of it is free than `disk_min_available_space_ratio` asks for. */
function isFull({ flags }: Process, { freePart }: DiskPlan): boolean {
  return freePart !== undefined && freePart * 100 < Number(flags.value("disk_min_available_space_ratio"));
}

/** Whether clients' writes to a partition are refused because one of its copies lies on a full disk. */
export function refusesWrites(partition: Partition, processAt: (node: string) => Process): boolean {
  return partition.roles().some(([node]) => {
    const process = processAt(node);
    const disk = process.disks[diskIndexOf(process, partition)];
    if (disk === undefined || process.flags.value("reject_write_when_disk_insufficient") !== "true") return false;
    return isFull(process, disk);
  });
}
