// What one request of each kind is like to the storage engine.
import { READS, type Operation } from "../model/tables.ts";

interface Shape {
  /** Records that one request touches. */
  readonly records: number;
  /** Median latency of one request, ns. */
  readonly latency: number;
}

export const SHAPES: Readonly<Record<Operation, Shape>> = {
  get: { records: 1, latency: 62_000 },
  multi_get: { records: 12, latency: 185_000 },
  batch_get: { records: 8, latency: 210_000 },
  scan: { records: 60, latency: 890_000 },
  put: { records: 1, latency: 74_000 },
  multi_put: { records: 5, latency: 138_000 },
  remove: { records: 1, latency: 60_000 },
  multi_remove: { records: 4, latency: 115_000 },
  incr: { records: 1, latency: 68_000 },
  check_and_set: { records: 1, latency: 86_000 },
  check_and_mutate: { records: 2, latency: 127_000 },
};

const IS_READ: ReadonlySet<Operation> = new Set(READS);

export function isRead(operation: Operation): boolean {
  return IS_READ.has(operation);
}
