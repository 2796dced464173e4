// Changes of flags that no longer hold: `/updateConfig` writes to memory alone, so a restart undoes it (reference 2.6). Pure.

/** What the audit log says of one change; the newest come first wherever there are several. */
export interface RecordedChange {
  readonly id: number;
  /** ms since epoch. */
  readonly at: number;
  readonly user: string;
  readonly server: string;
  /** Null: it was no change of a flag. */
  readonly flag: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly verdict: string;
  /** `RecentStartTime` of the process that was changed, in its own words; null: not known. */
  readonly started: string | null;
}

/** A server as it answers now. */
export interface ProcessNow {
  /** Its `RecentStartTime`; null: it does not say. */
  readonly started: string | null;
  readonly valueOf: (flag: string) => string | undefined;
}

export interface LostChange {
  readonly change: RecordedChange;
  readonly flag: string;
  /** What it was changed to. */
  readonly wanted: string;
  readonly now: string;
  /**
   * - `restart`: another process runs there by now; `restarted` is when it started, by the server's own clock and without a zone.
   * - `elsewhere`: it is the same process, and somebody changed it past this dashboard.
   * - `unknown`: when the process started was not written down.
   */
  readonly why: "restart" | "elsewhere" | "unknown";
  readonly restarted: string | null;
}

/** The newest change of each flag of each server, where it was made and is not what holds. `nowOf`: undefined where nobody answers. */
export function lostChanges(
  entries: readonly RecordedChange[],
  nowOf: (server: string) => ProcessNow | undefined,
): LostChange[] {
  return standingChanges(entries).flatMap(({ change, flag, wanted }) => {
    const process = nowOf(change.server);
    const now = process?.valueOf(flag);
    if (process === undefined || now === undefined || now === wanted) return [];
    const restarted = process.started;
    const known = change.started !== null && restarted !== null;
    const why = !known ? "unknown" : change.started === restarted ? "elsewhere" : "restart";
    return [{ change, flag, wanted, now, why, restarted }];
  });
}

export interface StandingChange {
  readonly change: RecordedChange;
  readonly flag: string;
  readonly wanted: string;
}

/** What should hold by the audit log: the newest change of each flag of each server that was done and proven. */
export function standingChanges(entries: readonly RecordedChange[]): StandingChange[] {
  const seen = new Set<string>();
  return entries.flatMap((change) => {
    const { flag, after, server, verdict } = change;
    const key = `${server} ${flag}`;
    // What was refused, or never left, changed nothing: an older one still stands.
    if (flag === null || verdict === "refused" || verdict === "failed" || seen.has(key)) return [];
    seen.add(key);
    return verdict === "ok" && after !== null ? [{ change, flag, wanted: after }] : [];
  });
}

/** `timeOf` writes ms since epoch as people read it. */
export function lostWords({ change, flag, wanted, now, why, restarted }: LostChange, timeOf: (at: number) => string) {
  const which = `the change of ${timeOf(change.at)} by ${change.user} (${flag} = ${wanted})`;
  switch (why) {
    case "restart":
      return `${change.server} restarted at ${restarted} by its own clock; ${which} is gone: it is ${now} now.`;
    case "elsewhere":
      return `${change.server} has not restarted, and yet ${which} no longer holds: it is ${now} now. Somebody changed it by other means.`;
    case "unknown":
      return `On ${change.server} ${which} no longer holds: it is ${now} now. It restarted since, or was changed by other means.`;
  }
}
