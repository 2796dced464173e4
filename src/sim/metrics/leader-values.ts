// The `table`, `partition` and `backup_policy` entities, which only the leading meta has (reference 3.4, 6.1).
import type { PartitionClass } from "#pegasus/health.ts";
import type { PartitionMoves } from "../model/balancer.ts";
import type { BackupPolicy } from "../model/backups.ts";
import type { Partition } from "../model/partition.ts";
import type { Table } from "../model/table.ts";
import type { Asked } from "./asked.ts";
import { readerOf, type Entity, type Values } from "./entity.ts";
import { factsOf, scattered } from "./facts.ts";
import type { MetricQuery } from "./query.ts";

interface TableSubject {
  readonly asked: Asked;
  readonly table: Table;
}

/** Of the leader's latest round: up to 10 s old (9.2). */
function counted(wanted: PartitionClass) {
  return ({ asked: { world, now }, table }: TableSubject): number => world.statistics.of(table, now)[wanted];
}

const TABLE_VALUES: Values<TableSubject> = new Map([
  ["dead_partitions", counted("dead")],
  ["unreadable_partitions", counted("unreadable")],
  ["unwritable_partitions", counted("unwritable")],
  ["writable_ill_partitions", counted("writable-ill")],
  ["healthy_partitions", counted("healthy")],
]);

interface PartitionSubject {
  readonly asked: Asked;
  readonly partition: Partition;
  /** Moves that the leader's plan wants, by partition. */
  readonly wanted: ReadonlyMap<Partition, number>;
}

function moved(kind: keyof PartitionMoves) {
  return ({ asked, partition }: PartitionSubject): number => asked.world.balancer.movesOf(partition)[kind];
}

const PARTITION_VALUES: Values<PartitionSubject> = new Map([
  ["partition_configuration_changes", ({ partition: { history } }) => history.changes],
  ["unwritable_partition_changes", ({ partition: { history } }) => history.unwritable],
  ["writable_partition_changes", ({ partition: { history } }) => history.writable],
  ["greedy_move_primary_operations", moved("move_pri")],
  ["greedy_copy_primary_operations", moved("copy_pri")],
  ["greedy_copy_secondary_operations", moved("copy_sec")],
  ["greedy_recent_balance_operations", ({ partition, wanted }) => wanted.get(partition) ?? 0],
]);

const TABLE_FACTS = factsOf("table", "meta");
const PARTITION_FACTS = factsOf("partition", "meta");
const POLICY_FACTS = factsOf("backup_policy", "meta");

export function tableEntities(asked: Asked): Entity[] {
  return scattered(asked.world.tables.available, asked.process.key).map((table) => ({
    type: "table",
    id: `table@${table.id}`,
    attributes: { table_id: String(table.id) },
    facts: TABLE_FACTS,
    read: readerOf(TABLE_VALUES, { asked, table }),
  }));
}

/** Those of tables that `query` may mean: a leader can have tens of thousands of partitions. */
export function partitionEntities(asked: Asked, query?: MetricQuery): Entity[] {
  const { world, process, now } = asked;
  const wanted = world.balancer.wantedMoves(now);
  const tables = world.tables.available.filter(({ id }) => query === undefined || mayMean(query, id));
  return scattered(tables, process.key).flatMap(({ id, partitions }) =>
    partitions.toReversed().map((partition) => ({
      type: "partition",
      id: `partition@${id}.${partition.index}`,
      attributes: { partition_id: String(partition.index), table_id: String(id) },
      facts: PARTITION_FACTS,
      read: readerOf(PARTITION_VALUES, { asked, partition, wanted }),
    })),
  );
}

function mayMean({ ids, attributes }: MetricQuery, table: number): boolean {
  const text = String(table);
  const byId = ids === null || [...ids].some((id) => id.startsWith(`partition@${text}.`));
  return byId && attributes?.some(([name, value]) => name !== "table_id" || value === text) !== false;
}

export function policyEntities({ world, now }: Asked): Entity[] {
  const { backups } = world.features;
  return backups.policies.map((policy: BackupPolicy) => ({
    type: "backup_policy",
    id: `backup_policy@${policy.plan.name}`,
    attributes: { policy_name: policy.plan.name },
    facts: POLICY_FACTS,
    read: () => backups.recentDuration(policy, now),
  }));
}
