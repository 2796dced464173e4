// When a table's environment wants its replicas compacted (reference 5 and 2.17; server/pegasus_manual_compact_service.cpp:83-215).
const SECOND = 1000;
const DAY = 86_400 * SECOND;

export type Envs = ReadonlyMap<string, string>;

/** Only the exact text disables it. */
export function isDisabled(envs: Envs): boolean {
  return envs.get("manual_compact.disabled") === "true";
}

/** How many may run on a server at once; 0 really means none. */
export function mostAtOnce(envs: Envs): number {
  const text = envs.get("manual_compact.max_concurrent_running_count");
  return text === undefined ? Infinity : Number(text);
}

/** Which of the two kinds a replica needs at `now` that was last compacted at `last` (both ms since the epoch, 0: never). */
export function dueCompaction(envs: Envs, last: number, now: number): "once" | "periodic" | null {
  if (isDisabled(envs) || mostAtOnce(envs) <= 0) return null;
  const once = Number(envs.get("manual_compact.once.trigger_time") ?? 0);
  if (once > Math.floor(last / SECOND)) return "once";
  return timesOfToday(envs, now).some((time) => last < time && time < now) ? "periodic" : null;
}

/** When a periodic compaction of this table begins next after `now`, ms since the epoch; null: never. */
export function nextPeriodic(envs: Envs, now: number): number | null {
  if (isDisabled(envs)) return null;
  const today = timesOfToday(envs, now);
  const coming = [...today, ...today.map((time) => time + DAY)].filter((time) => time > now);
  return coming.length === 0 ? null : Math.min(...coming);
}

/** The servers' own time zone is UTC here. What is no `hours:minutes` is passed over in silence: nothing validates it. */
function timesOfToday(envs: Envs, now: number): number[] {
  const midnight = Math.floor(now / DAY) * DAY;
  return (envs.get("manual_compact.periodic.trigger_time") ?? "").split(",").flatMap((part) => {
    const found = /^\s*(\d{1,2}):(\d{1,2})/.exec(part);
    const [hours, minutes] = [Number(found?.[1]), Number(found?.[2])];
    return hours <= 23 && minutes <= 59 ? [midnight + (hours * 60 + minutes) * 60 * SECOND] : [];
  });
}

/** Which level rules apply: of a forced one the bottommost level is written anew, too. */
export function isForced(envs: Envs, kind: "once" | "periodic"): boolean {
  return envs.get(`manual_compact.${kind}.bottommost_level_compaction`) === "force";
}
