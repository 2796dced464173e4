// Which entities a process has (reference 3.4).
import type { Asked } from "./asked.ts";
import { diskEntities } from "./disk-values.ts";
import type { EntityGroup } from "./entity.ts";
import { partitionEntities, policyEntities, tableEntities } from "./leader-values.ts";
import { collectorServer, metaServer } from "./meta-server.ts";
import { nodeServer } from "./node-server.ts";
import { NodeView } from "./node-view.ts";
import { peerEntities } from "./peer-values.ts";
import { queueEntities } from "./queue-values.ts";
import { replicaEntities } from "./replica-values.ts";
import { profilerEntities } from "./task-values.ts";
import { tracerEntities } from "./tracer-values.ts";

/** The latest of them first, as servers have them; those of the task engine are there from the beginning. */
export function groupsOf(asked: Asked): EntityGroup[] {
  switch (asked.process.role) {
    case "meta":
      return metaGroups(asked);
    case "replica":
      return replicaGroups(asked);
    case "collector":
      return [
        { type: "connection", entities: () => peerEntities(asked) },
        { type: "server", entities: () => [collectorServer(asked)] },
        ...engineGroups(asked, null),
      ];
  }
}

function engineGroups(asked: Asked, node: NodeView | null): EntityGroup[] {
  return [
    { type: "queue", entities: () => queueEntities(asked) },
    { type: "profiler", entities: () => profilerEntities(asked, node) },
  ];
}

function metaGroups(asked: Asked): EntityGroup[] {
  const { world, process, now } = asked;
  // Tables and partitions are the leader's, once it has loaded them.
  const leads = world.leader === process.address && !world.isLoading(now);
  const ofLeader: EntityGroup[] = [
    { type: "backup_policy", entities: () => policyEntities(asked) },
    { type: "partition", entities: (query) => partitionEntities(asked, query) },
    { type: "table", entities: () => tableEntities(asked) },
  ];
  return [
    { type: "connection", entities: () => peerEntities(asked) },
    ...(leads ? ofLeader : []),
    { type: "server", entities: () => [metaServer(asked)] },
    ...engineGroups(asked, null),
  ];
}

function replicaGroups(asked: Asked): EntityGroup[] {
  const node = new NodeView(asked.world, asked.process, asked.now);
  return [
    { type: "latency_tracer", entities: () => tracerEntities(asked) },
    { type: "replica", entities: () => replicaEntities(node) },
    { type: "connection", entities: () => peerEntities(asked) },
    { type: "disk", entities: () => diskEntities({ asked, node }) },
    { type: "server", entities: () => [nodeServer({ asked, node })] },
    ...engineGroups(asked, node),
  ];
}
