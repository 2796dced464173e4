// When disks will be full, as rows. Pure.
import type { DiskOutlook } from "#api/disk-outlook.ts";
import { DISK_DAYS } from "#pegasus/checks/disk-trend.ts";
import type { Severity } from "#pegasus/health.ts";

export const DISK_SCOPES = ["disk", "node"] as const;
export type DiskScope = (typeof DISK_SCOPES)[number];

export interface DiskRow extends DiskOutlook {
  readonly id: string;
  /** Days until it is full, for sorting: 0 is full, the longest does not fill; null: not known. */
  readonly order: number | null;
  /** 0 to 1; null: not known. */
  readonly used: number | null;
  readonly severity: Severity;
}

export function diskRows(outlooks: readonly DiskOutlook[], scope: DiskScope): DiskRow[] {
  const wanted = scope === "disk" ? "disk" : "server";
  return outlooks
    .filter((outlook) => outlook.scope === wanted)
    .map((outlook) => ({
      ...outlook,
      id: `${outlook.server} ${outlook.tag ?? ""}`,
      order: orderOf(outlook),
      used: usedOf(outlook),
      severity: severityOf(outlook),
    }));
}

function orderOf({ verdict, days }: DiskOutlook): number | null {
  switch (verdict) {
    case "full":
      return 0;
    case "fills":
      return days;
    case "steady":
      return Number.MAX_SAFE_INTEGER;
    case "unknown":
      return null;
  }
}

function usedOf({ totalMb, availableMb }: DiskOutlook): number | null {
  return totalMb === null || availableMb === null || totalMb <= 0 ? null : 1 - availableMb / totalMb;
}

function severityOf({ verdict, days }: DiskOutlook): Severity {
  switch (verdict) {
    case "full":
      return "critical";
    case "fills":
      return days !== null && days <= DISK_DAYS.soon
        ? "warning"
        : days !== null && days <= DISK_DAYS.ahead
          ? "notice"
          : "ok";
    case "steady":
      return "ok";
    case "unknown":
      return "unknown";
  }
}
