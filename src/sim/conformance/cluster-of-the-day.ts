// The cluster that was recorded, as it was at any time of its day: its settings, its tables, its processes. Read from the comments of
// the recordings and from what changes between one answer and the next; no recorded body is used.
import { HEAD, type ClusterPlan, type ProcessPlan } from "../model/plan.ts";
import { recordedFeatures } from "./features-of-the-day.ts";
import { recordedTables } from "./tables-of-the-day.ts";
import { moment } from "./staging.ts";

/** What the recorded INI said where it was not the stock of the simulator. */
const SETTINGS = {
  hosts_list: "127.0.0.1:22181",
  min_live_node_count_for_unfreeze: "1",
  server_key: "0123456789ABCDEF".repeat(4),
  update_rdb_stat_interval: "30",
};

export const METAS = [34601, 34602, 34603] as const;
/** The fourth was started for the first time at 10:28:58. */
const REPLICAS = [34801, 34802, 34803, 34804] as const;
export const COLLECTOR = 34701;
export const PORTS = { metas: METAS, replicas: REPLICAS, collectors: [COLLECTOR] };

/** When each process was started, by its own account (`/recentStartTime`) or by what the recorder did. */
const STARTS: readonly (readonly [port: number, starts: readonly string[]])[] = [
  [34601, ["09:49:45", "10:24:16"]],
  [34602, ["09:49:45", "10:13:51", "10:24:16", "10:25:59"]],
  [34603, ["09:49:45", "10:24:16", "10:28:30"]],
  [34701, ["09:50:32"]],
  [34801, ["09:49:52", "09:57:01"]],
  [34802, ["09:49:52", "09:57:01"]],
  [34803, ["09:49:52", "09:57:01", "10:11:05", "10:29:04"]],
  [34804, ["10:28:58"]],
];

/** Which meta led from when on. */
const LEADERS: readonly (readonly [from: string, port: number])[] = [
  ["09:49:45", 34602],
  ["10:13:30.6", 34603],
  ["10:24:16.9", 34602],
  ["10:25:28.4", 34601],
];

/** The whole cluster at a time of its day. A process that had not been started by then is absent. */
export function clusterAt(time: string): ClusterPlan {
  const leader = LEADERS.findLast(([from]) => moment(from) <= moment(time))?.[1] ?? METAS[0];
  return {
    name: "onebox",
    metas: METAS.length,
    replicas: REPLICAS.length,
    collectors: 1,
    leader: METAS.findIndex((port) => port === leader),
    tables: recordedTables(moment(time)),
    build: HEAD,
    settings: SETTINGS,
    disks: [{ tag: "default", capacityMb: 258_019, otherMb: 180_000 }],
    level: "steady",
    features: recordedFeatures(moment(time)),
    processes: STARTS.map(([port, starts]) => processAt(moment(time), port, starts)),
  };
}

function processAt(time: number, port: number, starts: readonly string[]): ProcessPlan {
  const started = starts.map(moment).findLast((start) => start <= time);
  const state = started === undefined ? ({ absent: true } as const) : { startedAt: started };
  return port === COLLECTOR
    ? { role: "collector", index: 0, ...state }
    : port < COLLECTOR
      ? { role: "meta", index: METAS.findIndex((meta) => meta === port), ...state }
      : { role: "replica", index: REPLICAS.findIndex((replica) => replica === port), ...state };
}
