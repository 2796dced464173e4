// A cold backup policy, and when it is due (reference 2.13; meta/meta_backup_service.cpp, `should_start_backup_unlocked`).

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export interface BackupPlan {
  readonly name: string;
  /** The name of a `[block_service.*]` section of the servers' configuration. */
  readonly provider: string;
  /** Seconds; a day at least. */
  readonly interval: number;
  readonly tableIds: readonly number[];
  /** `HH:MM`, server-local. */
  readonly startTime: string;
  /** Backups that are kept. */
  readonly keep: number;
  readonly disabled?: boolean;
}

/** Why a meta does not take the policy; undefined when it does. */
export function planRefusal({ name, interval, startTime }: BackupPlan): string | undefined {
  if (interval < DAY / SECOND) return "backup interval must be >= 86400 (1 day)";
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name) || name.includes("backup_info")) return `invalid policy name: '${name}'`;
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(startTime) ? undefined : `invalid start time: '${startTime}'`;
}

/** `last`: when its latest backup began, null if it never has; both in ms since the epoch. Only the hour has to be right. */
export function isDue({ interval, startTime }: BackupPlan, last: number | null, now: number): boolean {
  const start = timeOfDay(startTime);
  const isHour = Math.floor((now % DAY) / HOUR) === Math.floor(start / HOUR);
  if (last === null) return isHour;
  // Each backup begins a little later in the hour than the policy says: this must not add up.
  const drift = Math.floor((last % DAY) / MINUTE) * MINUTE - start;
  return isHour && last + interval * SECOND - Math.max(0, drift) <= now;
}

/** The latest time before `now` at which a policy that has long been in force began a backup. */
export function latestStart({ startTime }: BackupPlan, now: number): number {
  const today = Math.floor(now / DAY) * DAY + timeOfDay(startTime);
  return today < now ? today : today - DAY;
}

/** ms since midnight of `HH:MM`; the servers' own time zone is UTC here. */
function timeOfDay(text: string): number {
  const [hours = "", minutes = ""] = text.split(":");
  return Number(hours) * HOUR + Number(minutes) * MINUTE;
}
