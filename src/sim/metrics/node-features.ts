// Features at work on a replica server as a whole: bulk loads (reference 3.9).
import type { BulkLoad } from "../model/bulk-load.ts";
import type { Part } from "./entity.ts";
import type { NodeSubject } from "./node-subject.ts";

const SECOND = 1000;
/** From one request of the leader to the next: an ingestion is over by then. */
const ROUND = 10 * SECOND;

/** The bulk loads under way of the replicas that are open here, one for each replica. */
function running({ node }: NodeSubject): BulkLoad[] {
  const { bulkLoads } = node.world.features;
  return node.listed.flatMap(({ replica, load }) => {
    if (replica.role !== "primary" && replica.role !== "secondary") return [];
    const found = bulkLoads.of(load.table);
    return found?.isLoading === true && found.failure === null ? [found] : [];
  });
}

export const FEATURE_GAUGES: Part<NodeSubject> = [
  ["bulk_load_running_count", (subject) => running(subject).length],
  [
    "bulk_load_max_duration_ms",
    (subject) => Math.max(0, ...running(subject).map(({ startedAt }) => Math.floor(subject.asked.now - startedAt))),
  ],
  [
    "bulk_load_ingestion_max_duration_ms",
    (subject) => {
      const ingesting = running(subject).filter(({ status }) => status === "BLS_INGESTING");
      const round = ROUND * subject.asked.world.times.scale;
      return Math.max(0, ...ingesting.map(({ startedAt }) => Math.floor((subject.asked.now - startedAt) % round)));
    },
  ],
];
