// The `server` entity of a meta and of a collector (reference 3.4, 3.5; recordings 00, 01, 07e).
import type { Asked } from "./asked.ts";
import { readerOf, type Entity, type Value, type Values } from "./entity.ts";
import { EVERY_SERVER, hasResolved, memory } from "./every-server.ts";
import { factsOf, shuffled } from "./facts.ts";

/** Zero on standbys: they neither watch replica servers nor, before they lead, measure themselves (3.5). */
function ofLeader(value: (asked: Asked) => number) {
  return (asked: Asked): Value => (asked.world.leader === asked.process.address ? value(asked) : 0);
}

/** MiB per table partition that the leader keeps. */
const PER_PARTITION = 0.003;

function kept({ world }: Asked): number {
  return world.tables.available.reduce((sum, { partitions }) => sum + partitions.length, 0) * PER_PARTITION;
}

/** It measures itself from when it became the leader. */
function measured(usual: number) {
  return ofLeader((asked) => memory(asked, asked.world.election.since, usual + kept(asked)));
}

const META_VALUES: Values<Asked> = new Map([
  ...EVERY_SERVER,
  ["resident_mem_usage_mb", measured(68)],
  ["virtual_mem_usage_mb", measured(612)],
  ["alive_replica_servers", ofLeader(({ world }) => world.aliveNodes().length)],
  ["unalive_replica_servers", ofLeader(({ world }) => world.detector.known.length - world.aliveNodes().length)],
  ["replica_server_disconnections", ofLeader(({ world }) => world.detector.disconnections)],
]);

const META_FACTS = factsOf("server", "meta");
const COLLECTOR_FACTS = factsOf("server", "collector");
const COLLECTOR_VALUES: Values<Asked> = new Map(EVERY_SERVER);

export function metaServer(asked: Asked): Entity {
  const { process, now } = asked;
  const resolved = hasResolved(asked);
  const facts = shuffled(META_FACTS, process.key).filter(({ name }) => {
    if (name === "beacon_failed_count") return now >= process.countsBeaconsFrom;
    return resolved || !name.startsWith("dns_");
  });
  return { type: "server", id: "server", attributes: {}, facts, read: readerOf(META_VALUES, asked) };
}

export function collectorServer(asked: Asked): Entity {
  const resolved = hasResolved(asked);
  const facts = COLLECTOR_FACTS.filter(({ name }) => resolved || !name.startsWith("dns_"));
  return { type: "server", id: "server", attributes: {}, facts, read: readerOf(COLLECTOR_VALUES, asked) };
}
