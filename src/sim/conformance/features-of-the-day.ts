// The duplications and backup policies of the recorded cluster over its day.
import type { BackupPlan } from "../model/backup-policy.ts";
import type { FeaturePlan } from "../model/feature-plan.ts";
import { moment } from "./staging.ts";

/** A cluster that was never there. */
export const FAR = "onebox2";

export const EVERY_DAY: BackupPlan = {
  name: "every_day",
  provider: "local_service",
  interval: 86_400,
  tableIds: [4],
  startTime: "01:00",
  keep: 3,
};
const EVERY_WEEK: BackupPlan = {
  name: "every_week",
  provider: "local_service",
  interval: 604_800,
  tableIds: [1, 2, 3],
  startTime: "03:30",
  keep: 5,
  disabled: true,
};
export const NOW: BackupPlan = { ...EVERY_DAY, name: "now_policy", tableIds: [4, 8], startTime: "10:19", keep: 2 };

const POLICIES: readonly (readonly [from: string, policy: BackupPlan])[] = [
  ["10:08:08.700", EVERY_DAY],
  ["10:18:00", EVERY_WEEK],
  ["10:18:57.600", NOW],
];

/** Two of the three that were made at 10:06:53 stayed. */
const DUPLICATED = "10:06:53.050";
const DAY = 86_400_000;

/** Those in force at `time`, ms since the epoch. */
export function recordedFeatures(time: number): FeaturePlan {
  const age = (time - moment(DUPLICATED)) / DAY;
  const duplications = [
    { table: "orders", remote: FAR, age },
    { table: "events", remote: FAR, age, checkpoint: true },
  ];
  return {
    remotes: [],
    duplications: age < 0 ? [] : duplications,
    policies: POLICIES.flatMap(([from, policy]) => (moment(from) <= time ? [policy] : [])),
  };
}
