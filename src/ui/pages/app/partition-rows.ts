// The partitions of an app as rows. Pure.
import type { Load, PartitionLoad } from "#api/load.ts";
import type { AppDetail, Partition } from "#pegasus/answers/app.ts";
import { partitionHealth, type PartitionHealth, type Severity } from "#pegasus/health.ts";
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

/** One line: how many partitions are in which state, the worst first. */
export function partitionSummary(rows: readonly PartitionRow[]): {
  readonly severity: Severity;
  readonly text: string;
} {
  const order: readonly PartitionHealth[] = ["read-unhealthy", "write-unhealthy", "unhealthy", "splitting", "healthy"];
  const counts = order
    .map((health) => ({ health, count: rows.filter((row) => row.health === health).length }))
    .filter(({ count }) => count > 0);
  const [first] = counts;
  if (first === undefined) return { severity: "unknown", text: "No partitions" };
  const { severity } = PARTITION_WORDS[first.health];
  if (counts.length === 1 && first.health === "healthy") return { severity, text: "All partitions healthy" };
  const text = counts.map(({ health, count }) => `${count} ${PARTITION_WORDS[health].word.toLowerCase()}`).join(", ");
  return { severity, text };
}
