// Everything that lies on one replica server, as its metrics see it.
import type { Process } from "../model/process.ts";
import type { World } from "../model/world.ts";
import { ReplicaLoad } from "./replica-load.ts";

export interface HeldReplica {
  readonly load: ReplicaLoad;
  /** Its part in the configuration now; `waiting`: it is on disk here and not taken in again yet. */
  readonly role: "primary" | "secondary" | "waiting";
}

/** The replicas that `/metrics` of a node lists: those in the configuration, and those that wait to join it again. */
export function replicasOn(world: World, process: Process, now: number): HeldReplica[] {
  return world.heldBy(process.address).flatMap((replica): HeldReplica[] => {
    const { role, partition } = replica;
    const table = world.tables.withId(partition.tableId);
    if (table === undefined || role === "closed" || role === "learning") return [];
    return [{ load: new ReplicaLoad(table, replica, process, now), role }];
  });
}
