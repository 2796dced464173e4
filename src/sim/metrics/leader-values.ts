// The `table` and `partition` entities, which only the leading meta has (reference 3.4, 6.1).
import { partitionClass, type PartitionClass } from "#pegasus/health.ts";
import type { Partition } from "../model/partition.ts";
import type { Table } from "../model/table.ts";
import { factsOf, readerOf, type Entity, type Values } from "./entity.ts";

interface TableSubject {
  readonly table: Table;
  /** Flag `mutation_2pc_min_replica_count`. */
  readonly minimum: number;
}

function counted(wanted: PartitionClass) {
  return ({ table, minimum }: TableSubject): number =>
    table.partitions.filter((partition) => partitionClass(partition.answer(), minimum) === wanted).length;
}

const TABLE_VALUES: Values<TableSubject> = new Map([
  ["dead_partitions", counted("dead")],
  ["unreadable_partitions", counted("unreadable")],
  ["unwritable_partitions", counted("unwritable")],
  ["writable_ill_partitions", counted("writable-ill")],
  ["healthy_partitions", counted("healthy")],
]);

const PARTITION_VALUES: Values<Partition> = new Map([
  ["partition_configuration_changes", ({ history }) => history.changes],
  ["unwritable_partition_changes", ({ history }) => history.unwritable],
  ["writable_partition_changes", ({ history }) => history.writable],
]);

const TABLE_FACTS = factsOf("table", "meta");
const PARTITION_FACTS = factsOf("partition", "meta");

export function tableEntities(tables: readonly Table[], minimum: number): Entity[] {
  return tables.flatMap((table) => {
    const id = table.id;
    return [
      {
        type: "table",
        id: `table@${id}`,
        attributes: { table_id: String(id) },
        facts: TABLE_FACTS,
        read: readerOf(TABLE_VALUES, { table, minimum }),
      },
      ...table.partitions.map((partition) => partitionEntity(id, partition)),
    ];
  });
}

function partitionEntity(table: number, partition: Partition): Entity {
  const { index } = partition;
  return {
    type: "partition",
    id: `partition@${table}.${index}`,
    attributes: { partition_id: String(index), table_id: String(table) },
    facts: PARTITION_FACTS,
    read: readerOf(PARTITION_VALUES, partition),
  };
}
