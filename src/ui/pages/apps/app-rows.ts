// Apps as rows: what the leader says of them, and their load. Pure.
import type { AppLoad, Load } from "#api/load.ts";
import type { AppHealth, AppInfo, AppList } from "#pegasus/answers/apps.ts";
import { severityOf, type Severity } from "#pegasus/health.ts";

export interface AppRow {
  readonly info: AppInfo;
  readonly severity: Severity;
  /** Null where the leader did not count. */
  readonly health: AppHealth | null;
  readonly load: AppLoad | null;
}

/** In the leader's order, by id. */
export function appRows(list: AppList, load: Load | null): AppRow[] {
  return Object.values(list.general_info)
    .map((info) => {
      const health = list.healthy_info?.[String(info.app_id)] ?? null;
      return {
        info,
        health,
        severity: health === null ? ("unknown" as const) : severityOf(health),
        load: load?.apps[String(info.app_id)] ?? null,
      };
    })
    .toSorted((a, b) => a.info.app_id - b.info.app_id);
}

export function onlyUnhealthy(rows: readonly AppRow[]): AppRow[] {
  return rows.filter(({ severity }) => severity !== "ok");
}
