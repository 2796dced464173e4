// The replicas on a server as rows, from the leader's configuration, or from the server's own metrics where there are too many apps. Pure.
import type { AppDetail } from "#pegasus/answers/app.ts";
import type { AppInfo } from "#pegasus/answers/apps.ts";
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { partitionHealth, type PartitionHealth } from "#pegasus/health.ts";

export interface ReplicaRow {
  readonly appId: number;
  /** Null: an app that the leader does not list (any more). */
  readonly app: string | null;
  readonly partition: number;
  /** Null where only the server's metrics tell of it: they do not say. */
  readonly role: "primary" | "secondary" | null;
  readonly health: PartitionHealth | null;
  readonly ballot: bigint | null;
  /** The other servers that hold the partition. */
  readonly others: readonly string[];
  /** MiB of SST files here; null when not known. */
  readonly storageMb: number | null;
}

export function rowsFromDetails(server: string, details: readonly AppDetail[]): ReplicaRow[] {
  return details.flatMap(({ general, replicas }) =>
    Object.values(replicas ?? {}).flatMap((partition): ReplicaRow[] => {
      const members = [...(partition.primary === null ? [] : [partition.primary]), ...partition.secondaries];
      if (!members.includes(server)) return [];
      return [
        {
          appId: general.app_id,
          app: general.app_name,
          partition: partition.pidx,
          role: partition.primary === server ? "primary" : "secondary",
          health: partitionHealth(partition),
          ballot: partition.ballot,
          others: members.filter((member) => member !== server),
          storageMb: null,
        },
      ];
    }),
  );
}

/** `replica@<app id>.<partition>`; replicas that have moved away stay listed for some 20 minutes (reference 9.2). */
export function rowsFromMetrics(metrics: Metrics, apps: readonly AppInfo[]): ReplicaRow[] {
  const names = new Map(apps.map(({ app_id, app_name }) => [app_id, app_name]));
  return metrics.entities.flatMap((entity): ReplicaRow[] => {
    const match = /^replica@(\d+)\.(\d+)$/.exec(entity.id);
    if (match === null) return [];
    const appId = Number(match[1]);
    const size = entity.metrics.find(({ name }) => name === REPLICA_SIZE)?.value;
    return [
      {
        appId,
        app: names.get(appId) ?? null,
        partition: Number(match[2]),
        role: null,
        health: null,
        ballot: null,
        others: [],
        storageMb: size === undefined ? null : Number(size),
      },
    ];
  });
}

export const REPLICA_SIZE = "rdb_total_sst_size_mb";

/** The same rows with what the server's metrics say of their size. */
export function withSizes(rows: readonly ReplicaRow[], metrics: Metrics | null): readonly ReplicaRow[] {
  if (metrics === null) return rows;
  const sizes = new Map(
    rowsFromMetrics(metrics, []).map(({ appId, partition, storageMb }) => [`${appId}.${partition}`, storageMb]),
  );
  return rows.map((row) => ({ ...row, storageMb: sizes.get(`${row.appId}.${row.partition}`) ?? null }));
}
