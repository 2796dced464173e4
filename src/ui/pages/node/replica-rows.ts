// The replicas on a server as rows, from the leader's configuration, or from the server's own metrics where there are too many apps. Pure.
import type { HeldReplica } from "#api/load.ts";
import type { AppDetail, Partition } from "#pegasus/answers/app.ts";
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
  /** Per second, of a primary; null when not known, and of secondaries. */
  readonly readQps: number | null;
  readonly writeQps: number | null;
}

const NO_RATES = { readQps: null, writeQps: null } as const;

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
          ...NO_RATES,
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
        ...NO_RATES,
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

/** The gateway's own list of what the configuration puts on a server. */
export function rowsFromHeld(server: string, replicas: readonly HeldReplica[]): ReplicaRow[] {
  return replicas.map((held) => {
    const partition = partitionOfHeld(held);
    const members = [...(partition.primary === null ? [] : [partition.primary]), ...partition.secondaries];
    return {
      appId: held.appId,
      app: held.app,
      partition: held.partition,
      role: held.role,
      health: partitionHealth(partition),
      ballot: partition.ballot,
      others: members.filter((member) => member !== server),
      storageMb: held.storageMb,
      readQps: held.readQps,
      writeQps: held.writeQps,
    };
  });
}

export function partitionOfHeld({ partition, ballot, primary, secondaries, copies }: HeldReplica): Partition {
  const live = (primary === null ? 0 : 1) + secondaries.length;
  return { pidx: partition, ballot: BigInt(ballot), replica_count: { live, max: copies }, primary, secondaries };
}

/** The same rows with their load. */
export function withLoad(rows: readonly ReplicaRow[], replicas: readonly HeldReplica[]): readonly ReplicaRow[] {
  const loads = new Map(replicas.map((held) => [`${held.appId}.${held.partition}`, held]));
  return rows.map((row) => {
    const held = loads.get(`${row.appId}.${row.partition}`);
    if (held === undefined) return row;
    const { readQps, writeQps } = held;
    return { ...row, readQps, writeQps, storageMb: row.storageMb ?? held.storageMb };
  });
}
