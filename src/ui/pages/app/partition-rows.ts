// The partitions of an app as rows. Pure.
import type { Load, PartitionLoad } from "#api/load.ts";
import type { AppDetail, Partition } from "#pegasus/answers/app.ts";
import { partitionHealth, type PartitionHealth, type Severity } from "#pegasus/health.ts";
import { plural } from "../../format.ts";
import { PARTITION_WORDS } from "../../parts/partition-words.ts";

export interface PartitionRow {
  readonly partition: Partition;
  readonly health: PartitionHealth;
  readonly severity: Severity;
  readonly load: PartitionLoad | null;
}

/** By index. */
export function partitionRows(detail: AppDetail, load: Load | null): PartitionRow[] {
  return Object.values(detail.replicas ?? {})
    .map((partition) => {
      const health = partitionHealth(partition);
      return {
        partition,
        health,
        severity: PARTITION_WORDS[health].severity,
        load: load?.partitions?.[String(partition.pidx)] ?? null,
      };
    })
    .toSorted((a, b) => a.partition.pidx - b.partition.pidx);
}

/** How many partitions are in which state: the worst, and all the others behind it. */
export function partitionSummary(rows: readonly PartitionRow[]): {
  readonly severity: Severity;
  readonly text: string;
  readonly rest: string;
} {
  const order: readonly PartitionHealth[] = ["read-unhealthy", "write-unhealthy", "unhealthy", "splitting", "healthy"];
  const counts = order
    .map((health) => ({ health, count: rows.filter((row) => row.health === health).length }))
    .filter(({ count }) => count > 0);
  const [first] = counts;
  if (first === undefined) return { severity: "unknown", text: "No partitions", rest: "" };
  const { severity } = PARTITION_WORDS[first.health];
  if (first.health === "healthy") return { severity, text: "Healthy", rest: plural(first.count, "partition") };
  const [text = "", ...rest] = counts.map(({ health, count }) => `${count} ${SHORT[health]}`);
  return { severity, text, rest: rest.join(", ") };
}

/** In a tile. */
const SHORT: Readonly<Record<PartitionHealth, string>> = {
  "read-unhealthy": "no primary",
  "write-unhealthy": "not writable",
  unhealthy: "short of copies",
  splitting: "splitting",
  healthy: "healthy",
};
