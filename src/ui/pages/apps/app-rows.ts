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

export interface AppFilter {
  readonly unhealthy: boolean;
  readonly hot: boolean;
  /** Names of the apps that have the env that was asked for; null: it does not matter. */
  readonly withEnv: ReadonlySet<string> | null;
}

/** What is not known counts among the unhealthy. */
export function filteredApps(rows: readonly AppRow[], { unhealthy, hot, withEnv }: AppFilter): readonly AppRow[] {
  if (!unhealthy && !hot && withEnv === null) return rows;
  return rows.filter(
    ({ info, severity, load }) =>
      (!unhealthy || severity !== "ok") &&
      (!hot || (load?.hotPartitions ?? 0) > 0) &&
      (withEnv === null || withEnv.has(info.app_name)),
  );
}

/** Requests that the app's own limits hold up or refuse, per second. */
export function throttled({ load }: AppRow): number | null {
  if (load === null || (load.delayedQps === null && load.rejectedQps === null)) return null;
  return (load.delayedQps ?? 0) + (load.rejectedQps ?? 0);
}

/** Those whose `key=value` has all words of `text` in it. */
export function hasEnv(envs: Readonly<Record<string, string>>, text: string): boolean {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return Object.entries(envs).some(([key, value]) => {
    const line = `${key}=${value}`.toLowerCase();
    return words.every((word) => line.includes(word));
  });
}
