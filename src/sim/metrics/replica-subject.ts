// Whom the values of a replica's metrics are told of.
import type { HeldReplica } from "./held-replica.ts";
import type { NodeView } from "./node-view.ts";

export interface ReplicaSubject {
  readonly node: NodeView;
  readonly held: HeldReplica;
}
