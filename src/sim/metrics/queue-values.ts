// The `queue` entities: the task queues of a process (reference 3.4; the sets are those of recording 01b).
import type { Role } from "#pegasus/endpoint.ts";
import { keyOf, smoothNoise } from "../random.ts";
import type { Asked } from "./asked.ts";
import { readerOf, type Entity, type Values } from "./entity.ts";
import { factsOf } from "./facts.ts";

const QUEUES: Readonly<Record<Role, readonly string[]>> = {
  meta: ["block_service.0", "dist_lock.0", "meta_state.0", "THREAD_POOL_META_SERVER.0", "default.0", "fd.0"],
  replica: [
    "plog.3",
    "scan_query.0",
    "block_service.0",
    "replica.0",
    "default.0",
    "compact.0",
    "plog.1",
    "plog.0",
    "plog.2",
    "fd.0",
    "rep_long.0",
    "local_app.0",
    "ingestion.0",
    "replica.1",
  ],
  collector: ["replica.0", "default.0", "replica.1"],
};

const SECOND = 1000;

interface QueueSubject {
  readonly busy: boolean;
  /** How many times as long as usual each task takes. */
  readonly slowness: number;
  readonly key: number;
  /** ms since the epoch. */
  readonly now: number;
}

/** Tasks that come in bursts: a queue is empty most of the time. */
function length({ busy, slowness, key, now }: QueueSubject): number {
  const waiting = 12 * smoothNoise(key, now, 3 * SECOND) - 8 + 4 * (slowness - 1);
  return busy ? Math.max(0, Math.floor(waiting)) : 0;
}

const VALUES: Values<QueueSubject> = new Map([["queue_length", length]]);
const FACTS = factsOf("queue", "replica");

export function queueEntities({ world, process: { role, key }, now }: Asked): Entity[] {
  const slowness = world.plan.slowness ?? 1;
  return QUEUES[role].map((queue) => {
    const busy = role === "replica" && /^(replica|scan_query)/.test(queue);
    return {
      type: "queue",
      id: `queue@${queue}`,
      attributes: { queue_name: queue },
      facts: FACTS,
      read: readerOf(VALUES, { busy, slowness, key: keyOf(key, queue), now }),
    };
  });
}
