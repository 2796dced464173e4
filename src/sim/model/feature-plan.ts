// What a simulated cluster does beside serving its tables when its story begins.
import type { BackupPlan } from "./backup-policy.ts";
import type { NewDuplication } from "./duplication.ts";

interface PlannedDuplication extends NewDuplication {
  /** The table's name; a cluster that lacks it lacks the duplication. */
  readonly table: string;
  /** Days between its creation and the start of the simulation. */
  readonly age: number;
}

export interface FeaturePlan {
  /** Clusters that can be duplicated to and answer. */
  readonly remotes: readonly string[];
  readonly duplications: readonly PlannedDuplication[];
  readonly policies: readonly BackupPlan[];
}

export const NO_FEATURES: FeaturePlan = { remotes: [], duplications: [], policies: [] };

export const STOCK_FEATURES: FeaturePlan = {
  remotes: ["demo_standby"],
  // A table without atomic writes: others cannot be duplicated.
  duplications: [{ table: "device_state", remote: "demo_standby", age: 63 }],
  policies: [
    { name: "every_day", provider: "hdfs_service", interval: 86_400, tableIds: [3, 4], startTime: "02:00", keep: 7 },
    {
      name: "every_week",
      provider: "hdfs_service",
      interval: 604_800,
      tableIds: [6, 8, 10],
      startTime: "04:30",
      keep: 5,
      disabled: true,
    },
  ],
};
