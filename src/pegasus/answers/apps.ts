// `GET /meta/apps[?detail]` (reference 2.9). An app is what operators call a table.
import * as z from "zod/mini";
import { codec } from "./codec.ts";
import { boolText, dashText, intText } from "./text.ts";

export interface AppInfo {
  app_id: number;
  /** Always AVAILABLE: tables in any other state are not listed. */
  status: string;
  app_name: string;
  app_type: string;
  partition_count: number;
  /** The configured replication factor, not the live count. */
  replica_count: number;
  is_stateful: boolean;
  /** Server-local `YYYY-MM-DD HH:MM:SS.000`. */
  create_time: string | null;
  drop_time: string | null;
  drop_expire: string | null;
  envs_count: number;
}

/** Partitions of one table by health, in the HTTP definition (6.1). */
export interface AppHealth {
  app_id: number;
  app_name: string;
  partition_count: number;
  fully_healthy: number;
  unhealthy: number;
  write_unhealthy: number;
  read_unhealthy: number;
}

export interface AppList {
  /** Keyed by app id. */
  general_info: Record<string, AppInfo>;
  /** Only with `detail`, and absent while there are no tables. */
  healthy_info?: Record<string, AppHealth> | undefined;
  summary: {
    total_app_count: number;
    fully_healthy_app_count?: number | undefined;
    unhealthy_app_count?: number | undefined;
    write_unhealthy_app_count?: number | undefined;
    read_unhealthy_app_count?: number | undefined;
  };
}

const general = z.looseObject({
  app_id: intText,
  status: z.string(),
  app_name: z.string(),
  app_type: z.string(),
  partition_count: intText,
  replica_count: intText,
  is_stateful: boolText,
  create_time: dashText,
  drop_time: dashText,
  drop_expire: dashText,
  envs_count: intText,
});

const health = z.looseObject({
  app_id: intText,
  app_name: z.string(),
  partition_count: intText,
  fully_healthy: intText,
  unhealthy: intText,
  write_unhealthy: intText,
  read_unhealthy: intText,
});

export const apps = codec<AppList>(
  z.looseObject({
    general_info: z.record(z.string(), general),
    healthy_info: z.optional(z.record(z.string(), health)),
    summary: z.looseObject({
      total_app_count: intText,
      fully_healthy_app_count: z.optional(intText),
      unhealthy_app_count: z.optional(intText),
      write_unhealthy_app_count: z.optional(intText),
      read_unhealthy_app_count: z.optional(intText),
    }),
  }),
  "table",
);
