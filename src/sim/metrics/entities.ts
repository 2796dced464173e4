// Which entities a process has (reference 3.4).
import { partitionClass, type PartitionClass } from "#pegasus/health.ts";
import type { Partition } from "../model/partition.ts";
import type { Process } from "../model/process.ts";
import type { World } from "../model/world.ts";
import { diskEntities } from "./disk-values.ts";
import { factsOf, reader, type Entity, type Value, type Values } from "./entity.ts";
import { replicasOn, type HeldReplica } from "./node.ts";
import { replicaValues } from "./replica-values.ts";
import { metaValues, nodeValues } from "./server-values.ts";
import { profilerEntities, queueEntities } from "./task-values.ts";

const SECOND = 1000;

export interface Asked {
  readonly world: World;
  readonly process: Process;
  /** ms since the epoch. */
  readonly now: number;
  /** Connections that the process has open. */
  readonly sessions: number;
}

const SERVER_FACTS = { meta: factsOf("server", "meta"), replica: factsOf("server", "replica") } as const;
const REPLICA_FACTS = factsOf("replica", "replica");
const TABLE_FACTS = factsOf("table", "meta");
const PARTITION_FACTS = factsOf("partition", "meta");
const CONNECTION_FACTS = factsOf("connection", "replica");

export function entitiesOf(asked: Asked): Entity[] {
  const { world, process, now } = asked;
  const held = process.role === "replica" ? replicasOn(world, process, now) : [];
  const common = [
    ...profilerEntities(held, process.key, now),
    ...queueEntities(process.role, process.key, now),
    ...peers(asked),
  ];
  if (process.role === "meta") return [metaServer(asked), ...leaderEntities(asked), ...common];
  const interval = Number(process.flags.value("update_rdb_stat_interval")) * SECOND;
  const server = entity("server", "server", {}, SERVER_FACTS.replica, () => nodeValues(asked, held));
  const replicas = held.map((replica) => replicaEntity(replica, now, interval));
  return [server, ...diskEntities(held, process), ...replicas, ...common];
}

/** `values` are made when the first of them is read. */
function entity(
  type: Entity["type"],
  id: string,
  attributes: Entity["attributes"],
  facts: Entity["facts"],
  values: () => Values,
): Entity {
  let read: Entity["read"] | undefined;
  return {
    type,
    id,
    attributes,
    facts,
    read(metric) {
      read ??= reader(facts, values());
      return read(metric);
    },
  };
}

/** What a meta has before the parts of it exist that a `/meta/*` request would need (recording 07e). */
const BEFORE_BEACONS = new Set([
  "alive_replica_servers",
  "network_server_sessions",
  "replica_server_disconnections",
  "resident_mem_usage_mb",
  "unalive_replica_servers",
  "virtual_mem_usage_mb",
]);

function metaServer(asked: Asked): Entity {
  const starting = asked.now < asked.process.countsBeaconsFrom;
  const facts = starting ? SERVER_FACTS.meta.filter(({ name }) => BEFORE_BEACONS.has(name)) : SERVER_FACTS.meta;
  return entity("server", "server", {}, facts, () => metaValues(asked));
}

function replicaEntity({ load }: HeldReplica, now: number, interval: number): Entity {
  const { tableId, index } = load.replica.partition.plan;
  const attributes = { partition_id: String(index), table_id: String(tableId) };
  return entity("replica", `replica@${tableId}.${index}`, attributes, REPLICA_FACTS, () =>
    replicaValues(load, now, interval),
  );
}

/** Tables and partitions are the leader's, once it has loaded them. */
function leaderEntities({ world, process, now }: Asked): Entity[] {
  if (world.election.leader !== process.address || world.isLoading(now)) return [];
  const minimum = Number(process.flags.value("mutation_2pc_min_replica_count"));
  return world.tables.flatMap(({ plan, partitions }) => [
    entity("table", `table@${plan.id}`, { table_id: String(plan.id) }, TABLE_FACTS, () =>
      tableValues(partitions, minimum),
    ),
    ...partitions.map((partition) => partitionEntity(plan.id, partition)),
  ]);
}

const CLASS_METRICS: readonly (readonly [metric: string, found: PartitionClass])[] = [
  ["dead_partitions", "dead"],
  ["unreadable_partitions", "unreadable"],
  ["unwritable_partitions", "unwritable"],
  ["writable_ill_partitions", "writable-ill"],
  ["healthy_partitions", "healthy"],
];

function tableValues(partitions: readonly Partition[], minimum: number): Values {
  const classes = partitions.map((partition) => partitionClass(partition.answer(), minimum));
  return new Map(
    CLASS_METRICS.map(([metric, wanted]) => [metric, () => classes.filter((found) => found === wanted).length]),
  );
}

function partitionEntity(table: number, { plan, history }: Partition): Entity {
  const attributes = { partition_id: String(plan.index), table_id: String(table) };
  return entity(
    "partition",
    `partition@${table}.${plan.index}`,
    attributes,
    PARTITION_FACTS,
    () =>
      new Map<string, () => Value>([
        ["partition_configuration_changes", () => history.changes],
        ["unwritable_partition_changes", () => history.unwritable],
        ["writable_partition_changes", () => history.writable],
      ]),
  );
}

/** Whom the process connects to: replica servers each other and the leader, the leader all of them, a standby the leader. */
function peers({ world, process }: Asked): Entity[] {
  const { named } = world.election;
  const leads = world.election.leader === process.address;
  const servers = process.role === "replica" || leads ? [...world.replicas] : [];
  const remote = named === null || leads ? servers : [...servers, named];
  return remote.map((address) =>
    entity(
      "connection",
      `connection@${address}`,
      { remote_addr: address },
      CONNECTION_FACTS,
      () => new Map([["network_client_sessions", () => 4]]),
    ),
  );
}
