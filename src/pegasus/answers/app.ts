// `GET /meta/app?name=[&detail]` and `GET /meta/app_envs?name=` (reference 2.10, 2.11).
import * as z from "zod/mini";
import { codec } from "./codec.ts";
import { bigText, bracketList, dashText, fractionText, intText } from "./text.ts";

export interface Partition {
  pidx: number;
  /** Configuration version, one higher with each reconfiguration; -1 for a split child that is not registered yet (6.1). */
  ballot: bigint;
  replica_count: { live: number; max: number };
  primary: string | null;
  secondaries: string[];
}

/** Replicas of this table on one node. */
export interface AppNode {
  node: string;
  primary: number;
  secondary: number;
  total: number;
}

export interface AppDetail {
  general: { app_name: string; app_id: number; partition_count: number; max_replica_count: number };
  /** The rest is there only with `detail`. Keyed by partition index. */
  replicas?: Record<string, Partition> | undefined;
  /** Keyed by host:port; the pseudo-row `total` holds the sums, see `appNodes`. */
  nodes?: Record<string, AppNode> | undefined;
  healthy?:
    | {
        fully_healthy_partition_count: number;
        unhealthy_partition_count: number;
        write_unhealthy_partition_count: number;
        read_unhealthy_partition_count: number;
      }
    | undefined;
}

export const app = codec<AppDetail>(
  z.looseObject({
    general: z.looseObject({
      app_name: z.string(),
      app_id: intText,
      partition_count: intText,
      max_replica_count: intText,
    }),
    replicas: z.optional(
      z.record(
        z.string(),
        z.looseObject({
          pidx: intText,
          ballot: bigText,
          replica_count: fractionText,
          primary: dashText,
          secondaries: bracketList,
        }),
      ),
    ),
    nodes: z.optional(
      z.record(z.string(), z.looseObject({ node: z.string(), primary: intText, secondary: intText, total: intText })),
    ),
    healthy: z.optional(
      z.looseObject({
        fully_healthy_partition_count: intText,
        unhealthy_partition_count: intText,
        write_unhealthy_partition_count: intText,
        read_unhealthy_partition_count: intText,
      }),
    ),
  }),
  "table",
);

/** The real rows of `nodes`, without the pseudo-row of sums (trap 21). */
export function appNodes(detail: AppDetail): AppNode[] {
  return Object.values(detail.nodes ?? {}).filter((row) => row.node !== "total");
}

/** `GET /meta/app_envs?name=`: sorted by key; an unknown table is `{}`, like one without envs. */
export const appEnvs = codec<Record<string, string>>(z.record(z.string(), z.string()), "table");
