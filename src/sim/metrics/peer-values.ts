// The `connection` entities: whom a process has connected to (reference 3.4; recordings 01, 01b, 08).
import type { Asked } from "./asked.ts";
import type { Entity } from "./entity.ts";
import { hasClients } from "./every-server.ts";
import { factsOf, scattered } from "./facts.ts";

const SECOND = 1000;

const FACTS = factsOf("connection", "replica");
/** Sessions of one process with another: flag `conn_pool_max_size`. */
const POOL = 4;

/** A collector is some time old when the leader first calls it (recordings 01 and 08). */
const COLLECTOR_CALLED = 60 * SECOND;

/** Replica servers connect to all of their kind, themselves included, and to the leader; standbys to nobody but it. */
function peersOf(asked: Asked): string[] {
  const { world, process, now } = asked;
  const { role, address } = process;
  const { metas, replicas, collectors } = world;
  const { named } = world.election;
  const leader = [...(named === null || named === address ? [] : [named]), ...formerLeaders(asked)];
  if (role === "collector") return [...metas, ...replicas];
  if (role === "replica") return [...replicas, ...leader];
  if (world.leader !== address) return hasClients(world, now) ? leader : [];
  const age = COLLECTOR_CALLED * world.times.scale;
  const called = collectors.filter((collector) => now - world.processAt(collector).startedAt > age);
  return [...replicas.filter((node) => isOrdered(asked, node)), ...called, ...formerLeaders(asked)];
}

/** A leader calls replica servers to order what they shall hold: one that has just taken over a calm cluster has called none. */
function isOrdered({ world }: Asked, node: string): boolean {
  if (world.election.since <= world.began) return true;
  return world.heldBy(node).some(({ partition }) => partition.history.changes > 0);
}

/** Those that died in the life of this process, until it forgets them. */
function formerLeaders({ world, process, now }: Asked): string[] {
  const { named, vacancies } = world.election;
  const { startedAt, address } = process;
  const known = vacancies.filter(
    ({ meta, from }) =>
      meta !== named && meta !== address && from > startedAt && now - from < world.times.closedReplica,
  );
  return [...new Set(known.map(({ meta }) => meta))];
}

/** With a server that is gone there are no sessions left, and the entity stays; nobody calls a meta that no longer leads. */
function sessions({ world }: Asked, peer: string): number {
  const { named, vacancies } = world.election;
  const isFormer = peer !== named && vacancies.some(({ meta }) => meta === peer);
  return isFormer || world.processAt(peer).state === "down" ? 0 : POOL;
}

/** Nobody ever spoke to a server that was never there. */
function isKnown({ world, process }: Asked, peer: string): boolean {
  const { state, startedAt, role } = world.processAt(peer);
  return role !== "replica" || state !== "down" || world.detector.known.includes(peer) || startedAt > process.startedAt;
}

export function peerEntities(asked: Asked): Entity[] {
  const known = peersOf(asked).filter((peer) => isKnown(asked, peer));
  return scattered(known, asked.process.key).map((address) => ({
    type: "connection",
    id: `connection@${address}`,
    attributes: { remote_addr: address },
    facts: FACTS,
    read: () => sessions(asked, address),
  }));
}
