// What a replica has on disk and in memory.
import { smoothNoise } from "../random.ts";
import type { ReplicaLoad } from "./replica-load.ts";

const HOUR = 3_600_000;
export const MB = 2 ** 20;
export const WRITE_BUFFER = 64 * MB;
/** One file of RocksDB's lower levels, MiB. */
const FILE_MB = 64;

/** On disk at a moment, MiB: compactions let it swing. */
export function sizeMb({ replica, key, now }: ReplicaLoad, at = now): number {
  return replica.partition.load.sizeMb * (0.98 + 0.05 * smoothNoise(key, at, 5 * HOUR));
}

export function memtableBytes(load: ReplicaLoad): number {
  return load.memtableBytes() % WRITE_BUFFER;
}

/** Files that hold so many MiB. */
export function fileCount(megabytes: number): number {
  return Math.ceil(megabytes / FILE_MB);
}
