// Where the evidence of each check is: the answers of Pegasus that it was made from.
import type { Judged } from "./all.ts";
import type { Verdict } from "./check.ts";

/** A question to Pegasus whose answer is evidence. `server`: `leader`, or host:port. */
export interface Evidence {
  readonly server: string;
  /** With leading slash. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
}

type Sources = (about: Pick<Verdict, "apps" | "servers">) => readonly Evidence[];

/** Of as many servers or apps that a check is about. */
const SHOWN = 3;

const leader = (path: string, query = ""): Evidence => ({ server: "leader", path, query });
const ofLeader =
  (...evidence: readonly Evidence[]): Sources =>
  () =>
    evidence;
const ofServers =
  (path: string, query = ""): Sources =>
  ({ servers }) =>
    servers.slice(0, SHOWN).map((server) => ({ server, path, query }));
const ofApps =
  (path: string, rest = ""): Sources =>
  ({ apps }) =>
    apps.slice(0, SHOWN).map((app) => leader(path, `name=${encodeURIComponent(app)}${rest}`));
const together =
  (...sources: readonly Sources[]): Sources =>
  (about) =>
    sources.flatMap((source) => source(about));

const METRICS = "/metrics";
const CLUSTER = leader("/meta/cluster");
const NODES = leader("/meta/nodes", "detail");
const PARTITIONS = together(ofLeader(leader("/meta/apps", "detail")), ofApps("/meta/app", "&detail"));

export const EVIDENCE: Readonly<Record<string, Sources>> = {
  metas: together(ofLeader(CLUSTER), ofServers("/version")),
  level: ofLeader(CLUSTER),
  nodes: ofLeader(NODES),
  readable: PARTITIONS,
  writable: PARTITIONS,
  copies: PARTITIONS,
  splits: ofApps("/meta/app", "&detail"),
  answers: ofServers("/version"),
  failed: ofServers(METRICS, "types=server&metrics=read_failed_requests,write_failed_requests"),
  rejected: ofServers(METRICS, "types=server&metrics=read_busy_requests,write_busy_requests"),
  disks: ofServers(METRICS, "types=disk"),
  "disk-trend": ofServers(METRICS, "types=disk"),
  hot: ofApps("/meta/app", "&detail"),
  duplication: ofApps("/meta/app/duplication"),
  "bulk-load": ofApps("/meta/app/query_bulk_load"),
  compaction: together(
    ofServers(METRICS, "types=replica&metrics=rdb_manual_compact_queued_tasks,rdb_manual_compact_running_tasks"),
    ofApps("/meta/app_envs"),
  ),
  balance: ofLeader(CLUSTER, NODES),
  versions: ofServers("/version"),
  restarts: ofServers("/recentStartTime"),
  drift: ofServers("/configs"),
  memory: ofServers(METRICS, "types=server&metrics=resident_mem_usage_mb"),
  connections: ofServers(METRICS, "types=server&metrics=network_server_sessions"),
  offered: ofLeader(leader("/")),
};

/** The most telling first; none where a check is about no server or app in particular. */
export function evidenceOf({ id, verdict }: Judged): readonly Evidence[] {
  return EVIDENCE[id]?.(verdict) ?? [];
}
