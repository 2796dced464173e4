// The cluster that was recorded, as it was at any time of its day: its settings, its tables, its processes.
import { HEAD, type ClusterPlan } from "../model/plan.ts";
import { NO_FEATURES } from "../model/feature-plan.ts";
import type { TablePlan } from "../model/tables.ts";
import { moment } from "./staging.ts";

/** What the recorded INI said where it was not the stock of the simulator (`/configs` of recording 01). */
const SETTINGS = {
  hosts_list: "127.0.0.1:22181",
  min_live_node_count_for_unfreeze: "1",
  server_key: "0123456789ABCDEF".repeat(4),
  update_rdb_stat_interval: "30",
};

interface RecordedTable {
  readonly id: number;
  readonly name: string;
  readonly partitions: number;
  readonly copies: number;
  readonly created: string;
  readonly envs?: Readonly<Record<string, string>>;
}

const QUIET = { rates: { get: 20, put: 10 }, recordBytes: 200, sizeMb: 2, cacheHits: 0.9, skew: 0.1 };
const DAY = 86_400_000;

/** The tables that existed at `time`. */
function tablesAt(time: string): TablePlan[] {
  return TABLES.filter(({ created }) => moment(created) < moment(time)).map(({ id, name, partitions, copies, created, envs }) => ({
    ...QUIET,
    id,
    name,
    partitions,
    copies,
    age: (moment(time) - moment(created) - id * 3_737_000) / DAY,
    envs: envs ?? {},
  }));
}

const TABLES: readonly RecordedTable[] = [
  { id: 1, name: "stat", partitions: 4, copies: 3, created: "09:49:45" },
  { id: 2, name: "temp", partitions: 8, copies: 3, created: "09:49:45" },
  { id: 3, name: "orders", partitions: 4, copies: 3, created: "09:51:48" },
  { id: 4, name: "users", partitions: 8, copies: 3, created: "09:57:37" },
  { id: 5, name: "events", partitions: 64, copies: 3, created: "09:58:07" },
  { id: 6, name: "sessions_v2", partitions: 128, copies: 3, created: "09:58:37" },
  { id: 7, name: "tmp_renamed", partitions: 8, copies: 3, created: "09:59:07" },
  { id: 8, name: "one_replica", partitions: 4, copies: 1, created: "10:00:37" },
  { id: 9, name: "live_create", partitions: 32, copies: 3, created: "10:01:04" },
];

export const PORTS = { metas: [34601, 34602, 34603], replicas: [34801, 34802, 34803], collectors: [34701] } as const;

/** The whole cluster at a time of its day, with three replica servers and the collector up. */
export function clusterAt(time: string): ClusterPlan {
  return {
    name: "onebox",
    metas: 3,
    replicas: 3,
    collectors: 1,
    tables: tablesAt(time),
    build: HEAD,
    settings: SETTINGS,
    disks: [{ tag: "default", capacityMb: 258_019, otherMb: 180_000 }],
    level: "steady",
    features: NO_FEATURES,
    processes: [],
  };
}
