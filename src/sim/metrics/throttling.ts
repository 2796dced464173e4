// Requests that a table's environment holds back (reference 5, "Throttling syntax"; utils/throttling_controller.cpp).
import type { Kind } from "../model/partition-load.ts";
import type { Table } from "../model/table.ts";
import type { ReplicaLoad } from "./replica-load.ts";

type How = "delay" | "reject";

interface Control {
  readonly key: string;
  /** What one request counts. */
  readonly weight: (load: ReplicaLoad) => number;
}

const ONE: Control["weight"] = () => 1;

const CONTROLS: Readonly<Record<Kind, readonly Control[]>> = {
  reads: [{ key: "replica.read_throttling", weight: ONE }],
  writes: [
    { key: "replica.write_throttling", weight: ONE },
    { key: "replica.write_throttling_by_size", weight: (load) => load.bytesPerWrite },
  ],
};
const UNITS: Readonly<Record<string, number>> = { "": 1, K: 1024, M: 1024 * 1024 };

/** Requests, or bytes, per second from which on a partition delays or rejects; null: never. */
function limitOf(text: string, how: How, partitions: number): number | null {
  for (const rule of text.split(",")) {
    const [, count, unit = "", word] = /^\s*(\d+)([KM]?)\*(delay|reject)\*\d+\s*$/.exec(rule) ?? [];
    if (word === how) return Math.floor((Number(count) * (UNITS[unit] ?? 1)) / partitions) + 1;
  }
  return null;
}

interface Period {
  readonly text: string;
  /** ms since the epoch. */
  readonly from: number;
  readonly to: number;
}

/** The values that an environment has had, and when. */
function periods({ envs, envChanges }: Table, key: string): Period[] {
  const found: Period[] = [];
  let from = -Infinity;
  for (const change of envChanges) {
    if (change.key !== key) continue;
    if (change.before !== undefined) found.push({ text: change.before, from, to: change.at });
    from = change.at;
  }
  const present = envs.get(key);
  if (present !== undefined) found.push({ text: present, from, to: Infinity });
  return found;
}

/** Load swings between these parts of its mean, and is any of them as often as any other. */
const [LEAST, MOST] = [0.4, 1.6];

/** Part of the requests that come when the rate is above the limit, as much of them as is above it. */
function excess(limit: number, mean: number): number {
  const relative = limit / mean;
  if (relative >= MOST) return 0;
  if (relative <= LEAST) return 1 - relative;
  return (MOST - relative) ** 2 / (2 * (MOST - LEAST));
}

/** How many requests of clients this replica has delayed or rejected in the life of its process. */
export function throttled(load: ReplicaLoad, kind: Kind, how: How): number {
  const { envs, envChanges } = load.table;
  const mean = kind === "reads" ? load.readRate : load.writeRate;
  if (mean === 0) return 0;
  let sum = 0;
  for (const { key, weight } of CONTROLS[kind]) {
    if (!envs.has(key) && envChanges.length === 0) continue;
    for (const { text, from, to } of periods(load.table, key)) {
      const limit = limitOf(text, how, load.table.partitions.length);
      if (limit !== null) sum += mean * excess(limit, mean * weight(load)) * load.asPrimary(kind, from, to);
    }
  }
  return sum;
}
