// Backup policies as rows, their table ids resolved to names. Pure.
import type { AppList } from "#pegasus/answers/apps.ts";
import type { BackupPolicy } from "#pegasus/answers/backup.ts";
import type { Failure } from "../../answer.ts";

export interface PolicyRow {
  readonly policy: BackupPolicy;
  readonly apps: readonly PolicyApp[];
}

/** `name` null: no such table is available (any more), or the list of tables is not there (yet). */
export interface PolicyApp {
  readonly id: number;
  readonly name: string | null;
}

export function policyRows(policies: Readonly<Record<string, BackupPolicy>>, apps: AppList | null): PolicyRow[] {
  return Object.values(policies).map((policy) => ({
    policy,
    apps: policy.app_ids.map((id) => ({ id, name: apps?.general_info[String(id)]?.app_name ?? null })),
  }));
}

/** The leader says so with a status and one word. */
export function isOff(failure: Failure): boolean {
  return (
    failure.kind === "refused" && failure.exchange.status === 404 && failure.message.includes("cold_backup_disabled")
  );
}
