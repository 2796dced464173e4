// Space on the disks of a node, and whether they are evenly used (reference 6.6; admin-cli/executor/toolkits/diskbalancer/
// migrator.go:87-200; shell/commands/node_management.cpp; common/fs_manager.cpp). MiB throughout.
import type { Disk } from "./load-sample.ts";

export interface DiskUse {
  readonly tag: string;
  readonly usedMb: number;
  /** Whole percent, cut, as the disk balancer counts. */
  readonly usedPercent: number;
  /** Whole percent, rounded, as a replica server counts. */
  readonly freePercent: number;
}

export function diskUse({ tag, totalMb, availableMb }: Disk): DiskUse {
  const usedMb = totalMb - availableMb;
  return {
    tag,
    usedMb,
    usedPercent: totalMb === 0 ? 0 : Math.floor((usedMb * 100) / totalMb),
    freePercent: totalMb === 0 ? 0 : Math.round((availableMb * 100) / totalMb),
  };
}

/** Percent of free space under which a disk takes no writes: the standard of the flag `disk_min_available_space_ratio`. */
export const LEAST_FREE_PERCENT = 10;

/** `minimum`: the flag `disk_min_available_space_ratio`. A full disk makes its replicas refuse writes (6.2). */
export function isFull(disk: Disk, minimum: number): boolean {
  return diskUse(disk).freePercent < minimum;
}

export interface NodeSpace {
  /** `disk_avl_total_ratio` of the shell, whole percent. */
  readonly freePercent: number;
  /** `disk_avl_min_ratio`: of the fullest disk; 100 when there is none. */
  readonly leastFreePercent: number;
}

export function nodeSpace(disks: readonly Disk[]): NodeSpace {
  const total = disks.reduce((sum, { totalMb }) => sum + totalMb, 0);
  const available = disks.reduce((sum, { availableMb }) => sum + availableMb, 0);
  return {
    freePercent: total === 0 ? 0 : Math.round((available * 100) / total),
    leastFreePercent: Math.min(100, ...disks.map((disk) => diskUse(disk).freePercent)),
  };
}

/** Nothing is moved while the fullest disk is emptier than this, or while the two differ by less (whole percent). */
const WORTH_MOVING = 10;
const TOLERATED = 5;

export type DiskBalance =
  | { readonly kind: "one disk" | "roomy" | "balanced"; readonly averagePercent: number }
  /** So much can move from one to the other until either is average. */
  | {
      readonly kind: "uneven";
      readonly averagePercent: number;
      readonly from: string;
      readonly to: string;
      readonly moveMb: number;
    };

/** What the admin tool would do with the disks of one node, one step at a time. */
export function diskBalance(disks: readonly Disk[]): DiskBalance {
  const uses = disks.map(diskUse).toSorted((a, b) => a.usedMb - b.usedMb);
  const used = uses.reduce((sum, { usedMb }) => sum + usedMb, 0);
  const total = disks.reduce((sum, { totalMb }) => sum + totalMb, 0);
  const averagePercent = total === 0 ? 0 : Math.floor((used * 100) / total);
  const [low, high] = [uses[0], uses.at(-1)];
  if (low === undefined || high === undefined || uses.length < 2) return { kind: "one disk", averagePercent };
  if (high.usedPercent < WORTH_MOVING) return { kind: "roomy", averagePercent };
  if (high.usedPercent - low.usedPercent < TOLERATED) return { kind: "balanced", averagePercent };
  const average = Math.floor(used / uses.length);
  const moveMb = Math.min(average - low.usedMb, high.usedMb - average);
  return { kind: "uneven", averagePercent, from: high.tag, to: low.tag, moveMb };
}
