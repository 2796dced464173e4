import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { backupPolicy, type BackupPolicy } from "./answers/backup.ts";
import { backupSchedule, scheduleWords } from "./backup-schedule.ts";

const recorded = readFileSync(new URL("samples/backupPolicy.all.txt", import.meta.url), "utf8");
const policies = Object.values(backupPolicy.decode(recorded));
const base: BackupPolicy = {
  name: "p",
  backup_provider_type: "hdfs_service",
  backup_interval: 86_400,
  app_ids: [1],
  start_time: "03:00",
  status: "enabled",
  backup_history_count: 6,
};

it.each<[change: Partial<BackupPolicy>, words: string]>([
  [{}, "every day at 03:00, server time; 6 are kept"],
  [{ backup_interval: 604_800, status: "disabled" }, "every 7 days at 03:00, server time; 6 are kept; disabled"],
  [{ backup_interval: 7200, backup_history_count: 1 }, "every 2 hours at 03:00, server time; 1 is kept"],
  [{ backup_interval: 90_000 }, "every 25 hours at 03:00, server time; 6 are kept"],
  [{ backup_interval: 60 }, "every minute at 03:00, server time; 6 are kept"],
  [{ backup_interval: 61 }, "every 61 seconds at 03:00, server time; 6 are kept"],
  [{ backup_interval: 0, start_time: "24:00" }, "every 0 seconds; 6 are kept"],
])("says of %j: %s", (change, words) => {
  expect(scheduleWords(backupSchedule({ ...base, ...change }))).toBe(words);
});

it("says it of recorded policies", () => {
  expect(policies.map((policy) => [policy.name, scheduleWords(backupSchedule(policy))])).toMatchInlineSnapshot(`
    [
      [
        "every_day",
        "every day at 01:00, server time; 3 are kept",
      ],
      [
        "every_week",
        "every 7 days at 03:30, server time; 5 are kept; disabled",
      ],
      [
        "now_policy",
        "every day at 10:19, server time; 2 are kept",
      ],
    ]
  `);
});
