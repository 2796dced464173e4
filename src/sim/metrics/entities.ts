// Which entities a process has (reference 3.4).
import type { Process } from "../model/process.ts";
import type { World } from "../model/world.ts";
import { diskEntities } from "./disk-values.ts";
import { factsOf, readerOf, type Entity } from "./entity.ts";
import { tableEntities } from "./leader-values.ts";
import { replicasOn, type HeldReplica } from "./node.ts";
import { REPLICA_VALUES } from "./replica-values.ts";
import { META_VALUES, NODE_VALUES } from "./server-values.ts";
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

const META_FACTS = factsOf("server", "meta");
const NODE_FACTS = factsOf("server", "replica");
const REPLICA_FACTS = factsOf("replica", "replica");
const CONNECTION_FACTS = factsOf("connection", "replica");

export function entitiesOf(asked: Asked): Entity[] {
  const { world, process, now } = asked;
  const { role, key } = process;
  const held = role === "replica" ? replicasOn(world, process, now) : [];
  const own = role === "meta" ? metaEntities(asked) : nodeEntities(asked, held);
  return [...own, ...profilerEntities(held, key, now), ...queueEntities(role, key, now), ...peers(asked)];
}

function metaEntities(asked: Asked): Entity[] {
  const { world, process, now } = asked;
  const facts = now < process.countsBeaconsFrom ? STARTING_FACTS : META_FACTS;
  const read = readerOf(META_VALUES, { ...asked, held: [] });
  const server: Entity = { type: "server", id: "server", attributes: {}, facts, read };
  // Tables and partitions are the leader's, once it has loaded them.
  if (world.election.leader !== process.address || world.isLoading(now)) return [server];
  const minimum = Number(process.flags.value("mutation_2pc_min_replica_count"));
  return [server, ...tableEntities(world.tables.available, minimum)];
}

/** What a meta has before the parts of it exist that a `/meta/*` request would need (recording 07e). */
const STARTING_FACTS = META_FACTS.filter(({ name }) => name !== "beacon_failed_count" && !name.startsWith("dns_"));

function nodeEntities(asked: Asked, held: readonly HeldReplica[]): Entity[] {
  const { process, now } = asked;
  const interval = Number(process.flags.value("update_rdb_stat_interval")) * SECOND;
  const read = readerOf(NODE_VALUES, { ...asked, held });
  const replicas = held.map(({ load }): Entity => {
    const { tableId, index } = load.replica.partition;
    return {
      type: "replica",
      id: `replica@${tableId}.${index}`,
      attributes: { partition_id: String(index), table_id: String(tableId) },
      facts: REPLICA_FACTS,
      read: readerOf(REPLICA_VALUES, { load, now, interval }),
    };
  });
  const server: Entity = { type: "server", id: "server", attributes: {}, facts: NODE_FACTS, read };
  return [server, ...diskEntities(held, process), ...replicas];
}

/** Whom the process connects to: replica servers each other and the leader, the leader all of them, a standby the leader. */
function peers({ world, process }: Asked): Entity[] {
  const { named, leader } = world.election;
  const leads = leader === process.address;
  const servers = process.role === "replica" || leads ? [...world.replicas] : [];
  const remote = named === null || leads ? servers : [...servers, named];
  return remote.map((address) => ({
    type: "connection",
    id: `connection@${address}`,
    attributes: { remote_addr: address },
    facts: CONNECTION_FACTS,
    read: () => 4,
  }));
}
