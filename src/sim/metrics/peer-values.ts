// The `connection` entities: whom a process has connected to (reference 3.4; recordings 01, 01b, 08).
import type { Asked } from "./asked.ts";
import type { Entity } from "./entity.ts";
import { factsOf, scattered } from "./facts.ts";

const FACTS = factsOf("connection", "replica");
/** Sessions of one process with another: flag `conn_pool_max_size`. */
const POOL = 4;

/** Replica servers connect to all of their kind, themselves included, and to the leader; the leader to whom it leads; standbys to it. */
function peersOf({ world, process }: Asked): string[] {
  const { role, address } = process;
  const { metas, replicas, collectors } = world;
  const { named } = world.election;
  const leader = named === null || named === address ? [] : [named];
  if (role === "collector") return [...metas, ...replicas];
  if (role === "replica") return [...replicas, ...leader];
  return world.leader === address ? [...replicas, ...collectors] : leader;
}

/** With a server that is gone there are no sessions left, and the entity stays. */
function sessions({ world }: Asked, peer: string): number {
  return world.processAt(peer).state === "down" ? 0 : POOL;
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
