// When a backup policy takes its backups (reference 2.13).
import type { BackupPolicy } from "./answers/backup.ts";

export interface BackupSchedule {
  readonly enabled: boolean;
  readonly every: { readonly count: number; readonly unit: "day" | "hour" | "minute" | "second" };
  /** Server-local `HH:MM`; null where it is none. */
  readonly at: string | null;
  readonly kept: number;
}

const UNITS = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

export function backupSchedule(policy: BackupPolicy): BackupSchedule {
  const seconds = policy.backup_interval;
  const [unit, size] = UNITS.find(([, length]) => seconds >= length && seconds % length === 0) ?? UNITS[3];
  return {
    enabled: policy.status === "enabled",
    every: { count: seconds / size, unit },
    at: /^([01]\d|2[0-3]):[0-5]\d$/.test(policy.start_time) ? policy.start_time : null,
    kept: policy.backup_history_count,
  };
}

/** Such as `every 7 days at 03:30, server time; 5 are kept; disabled`. */
export function scheduleWords({ enabled, every, at, kept }: BackupSchedule): string {
  const often = every.count === 1 ? `every ${every.unit}` : `every ${every.count} ${every.unit}s`;
  const parts = [
    at === null ? often : `${often} at ${at}, server time`,
    `${kept} ${kept === 1 ? "is" : "are"} kept`,
    ...(enabled ? [] : ["disabled"]),
  ];
  return parts.join("; ");
}
