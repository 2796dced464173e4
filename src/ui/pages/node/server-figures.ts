// What a server's own metrics say of its process and its disks. Pure.
import type { Metrics } from "#pegasus/answers/metrics.ts";

/** What is asked for, as `types` and `metrics` of `/metrics`. */
export const FIGURE_TYPES = "server,disk";
export const FIGURE_METRICS =
  "resident_mem_usage_mb,virtual_mem_usage_mb,network_server_sessions,disk_capacity_total_mb,disk_capacity_avail_mb";

export interface Disk {
  readonly tag: string;
  readonly directory: string;
  /** MiB. */
  readonly totalMb: number;
  readonly availableMb: number;
}

export interface ServerFigures {
  /** MiB; null when not told. Standby metas say 0, which means not told (reference 3.5). */
  readonly residentMb: number | null;
  readonly sessions: number | null;
  readonly disks: readonly Disk[];
}

export function serverFigures(metrics: Metrics): ServerFigures {
  const server = metrics.entities.find(({ type }) => type === "server");
  const resident = figure(server, "resident_mem_usage_mb");
  return {
    residentMb: resident === 0 ? null : resident,
    sessions: figure(server, "network_server_sessions"),
    disks: metrics.entities
      .filter(({ type }) => type === "disk")
      .map((entity) => ({
        tag: entity.attributes["tag"] ?? entity.id,
        directory: entity.attributes["data_dir"] ?? "",
        totalMb: figure(entity, "disk_capacity_total_mb") ?? 0,
        availableMb: figure(entity, "disk_capacity_avail_mb") ?? 0,
      }))
      .toSorted((a, b) => (a.tag < b.tag ? -1 : 1)),
  };
}

function figure(entity: Metrics["entities"][number] | undefined, name: string): number | null {
  const value = entity?.metrics.find((metric) => metric.name === name)?.value;
  return value === undefined ? null : Number(value);
}
