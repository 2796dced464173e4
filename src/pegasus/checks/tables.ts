// Tables as checks judge them: children of a split told apart from partitions that are really without a primary (reference 6.1).
import type { AppDetail, Partition } from "../answers/app.ts";
import { isUnassigned, liveReplicas, partitionHealth, tableHealth } from "../health.ts";

/** A table of `healthy_info`, or the same counts from the leader's metrics. Each worse class is part of the milder one. */
export interface TableCounts {
  readonly app_name: string;
  readonly partition_count: number;
  readonly unhealthy: number;
  readonly write_unhealthy: number;
  readonly read_unhealthy: number;
}

export interface TableFact extends TableCounts {
  /** Children of a split that are not registered yet; in none of the other counts. */
  readonly splitting: number;
  /** Partitions, by index, that are in the class and in no worse one; null: the table was not looked at more closely. */
  readonly ill: {
    readonly unreadable: readonly number[];
    readonly unwritable: readonly number[];
    readonly thin: readonly number[];
    /** Of the unreadable: those that no server has any more. */
    readonly lost: readonly number[];
  } | null;
}

/** Only so many tables are looked at more closely: one request for each. */
const SUSPECTS = 10;

/** Those worth a closer look, the worst first. */
export function suspects(tables: readonly TableCounts[]): string[] {
  return tables
    .filter(({ unhealthy }) => unhealthy > 0)
    .toSorted(
      (a, b) =>
        b.read_unhealthy - a.read_unhealthy || b.write_unhealthy - a.write_unhealthy || b.unhealthy - a.unhealthy,
    )
    .slice(0, SUSPECTS)
    .map(({ app_name }) => app_name);
}

/** `details` of the suspects, by name, as far as they have been answered. */
export function tableFacts(tables: readonly TableCounts[], details: ReadonlyMap<string, AppDetail>): TableFact[] {
  return tables.map((table) => {
    const replicas = details.get(table.app_name)?.replicas;
    return replicas === undefined ? { ...table, splitting: 0, ill: null } : closer(table, Object.values(replicas));
  });
}

function closer(table: TableCounts, partitions: readonly Partition[]): TableFact {
  const { counts, splitting } = tableHealth(partitions);
  const indexes = (is: (partition: Partition) => boolean): number[] =>
    partitions.filter((partition) => is(partition)).map(({ pidx }) => pidx);
  const inClass = (health: ReturnType<typeof partitionHealth>): number[] =>
    indexes((partition) => partitionHealth(partition) === health);
  return {
    ...table,
    ...counts,
    partition_count: partitions.length,
    splitting,
    ill: {
      unreadable: inClass("read-unhealthy"),
      unwritable: inClass("write-unhealthy"),
      thin: inClass("unhealthy"),
      lost: indexes(
        (partition) =>
          partitionHealth(partition) === "read-unhealthy" && liveReplicas(partition) === 0 && !isUnassigned(partition),
      ),
    },
  };
}
