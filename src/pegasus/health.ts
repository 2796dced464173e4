// Partition and table health, in both of the definitions that Pegasus has (reference 6.1).
import type { Partition } from "./answers/app.ts";
import { LEVEL_FACTS, readLevel } from "./level.ts";

/** As `/meta/app?detail` and `/meta/apps?detail` count (common/replication_common.cpp:379-403), the worst that holds first. */
export type PartitionHealth = "read-unhealthy" | "write-unhealthy" | "unhealthy" | "healthy" | "splitting";

/** As the leader's `table` metrics count (meta/meta_data.h:496-526). Mutually exclusive. */
export type PartitionClass = "dead" | "unreadable" | "unwritable" | "writable-ill" | "healthy";

/** What health is judged by; an answer's partitions have it. */
interface Served extends Readonly<Pick<Partition, "primary">> {
  readonly secondaries: readonly string[];
  /** Not by how many are said to be live: by those that are named. */
  readonly replica_count: { readonly max: number; readonly live?: number };
}

/** A split child that is not registered yet looks dead and is not (6.1): ballot -1 and nothing expected. */
export function isSplitChild(partition: Partition): boolean {
  return partition.ballot === -1n && partition.replica_count.max === 0;
}

/** No server ever held it: the table was made while there were none (9.3). Ballot 0, `0/3`, nobody. */
export function isUnassigned(partition: Partition): boolean {
  return partition.ballot === 0n && liveReplicas(partition) === 0 && partition.replica_count.max > 0;
}

export function liveReplicas(partition: Served): number {
  return (partition.primary === null ? 0 : 1) + partition.secondaries.length;
}

export function partitionHealth(partition: Partition): PartitionHealth {
  if (isSplitChild(partition)) return "splitting";
  const live = liveReplicas(partition);
  const { max } = partition.replica_count;
  if (partition.primary === null) return "read-unhealthy";
  if (live >= max) return "healthy";
  return live < 2 ? "write-unhealthy" : "unhealthy";
}

/** `minimum` is the flag `mutation_2pc_min_replica_count`; 0 or less derives it from max (common/replication_common.cpp:164-172). */
export function partitionClass(partition: Served, minimum: number): PartitionClass {
  const live = liveReplicas(partition);
  const { max } = partition.replica_count;
  const needed = minimum > 0 ? minimum : max <= 2 ? 1 : Math.floor(max / 2) + 1;
  if (partition.primary === null) return partition.secondaries.length === 0 ? "dead" : "unreadable";
  if (live < needed) return "unwritable";
  return live < max ? "writable-ill" : "healthy";
}

/** Counts of a table or a cluster, as `healthy_info` has them: each worse class is part of the milder one. */
export interface HealthCounts {
  readonly partition_count: number;
  readonly fully_healthy: number;
  readonly unhealthy: number;
  readonly write_unhealthy: number;
  readonly read_unhealthy: number;
}

/** The same counts that the server makes; split children count as read- and write-unhealthy there (6.1). */
export function countHealth(partitions: readonly Served[]): HealthCounts {
  let healthy = 0;
  let writeUnhealthy = 0;
  let readUnhealthy = 0;
  for (const partition of partitions) {
    const live = liveReplicas(partition);
    const { max } = partition.replica_count;
    if (partition.primary === null) {
      readUnhealthy++;
      writeUnhealthy++;
    } else if (live >= max) healthy++;
    else if (live < 2) writeUnhealthy++;
  }
  return {
    partition_count: partitions.length,
    fully_healthy: healthy,
    unhealthy: partitions.length - healthy,
    write_unhealthy: writeUnhealthy,
    read_unhealthy: readUnhealthy,
  };
}

/** A table as it is to be judged: what a split has not finished yet stands apart and alarms nobody (6.1). */
export interface TableHealth {
  readonly counts: HealthCounts;
  readonly splitting: number;
  readonly unassigned: number;
  readonly severity: Severity;
}

export function tableHealth(partitions: readonly Partition[]): TableHealth {
  const settled = partitions.filter((partition) => !isSplitChild(partition));
  const counts = countHealth(settled);
  const splitting = partitions.length - settled.length;
  const severity = severityOf(counts);
  return {
    counts,
    splitting,
    unassigned: settled.filter((partition) => isUnassigned(partition)).length,
    severity: severity === "ok" && splitting > 0 ? "notice" : severity,
  };
}

export interface ClusterFacts {
  /** Null: nobody leads, or nobody is known to. */
  readonly level: string | null;
  readonly unaliveNodes: number;
  /** One for each table. */
  readonly tables: readonly Severity[];
}

/** A cluster in one word (6.7): no leader and `freezed` are critical, a dead node is a warning, tables count as the worst of them. */
export function clusterSeverity({ level, unaliveNodes, tables }: ClusterFacts): Severity {
  const known = level === null ? null : readLevel(level);
  const own: Severity[] = [
    level === null ? "critical" : known === null ? "unknown" : LEVEL_FACTS[known].repairs ? "ok" : "critical",
    unaliveNodes > 0 ? "warning" : "ok",
  ];
  return worstOf([...own, ...tables]);
}

const RANKS: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, unknown: 2, notice: 3, ok: 4 };

function worstOf(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>((worst, one) => (RANKS[one] < RANKS[worst] ? one : worst), "ok");
}

export type Severity = "ok" | "notice" | "warning" | "critical" | "unknown";

/** A table by its counts: unreadable or unwritable partitions are critical, missing copies a warning (6.7). */
export function severityOf(counts: HealthCounts): Severity {
  if (counts.read_unhealthy > 0 || counts.write_unhealthy > 0) return "critical";
  return counts.unhealthy > 0 ? "warning" : "ok";
}
