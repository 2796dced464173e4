// What the pages of nodes ask beside the common queries.
import { PROCESS_CALLS } from "#pegasus/calls/process.ts";
import { ONCE, leader } from "./live.ts";

/** What a stop depends on, as the leader has it set. */
export const STOP_FLAGS = {
  minimumToWrite: "mutation_2pc_min_replica_count",
  minLive: "min_live_node_count_for_unfreeze",
  percentage: "node_live_percentage_threshold_for_update",
} as const;

export const nodeQueries = {
  leaderFlag: (cluster: string, name: string) => leader(cluster, PROCESS_CALLS.config, { name }, ONCE),
};
