import { expect, it } from "vitest";
import { CALL } from "#pegasus/endpoints.ts";
import { METAS, REPLICAS, Sample } from "../sample-world.ts";
import { isDue, type BackupPlan } from "./backup-policy.ts";
import { NO_FEATURES } from "./feature-plan.ts";
import type { Replica } from "./partition.ts";
import { STOCK_PLAN } from "./plan.ts";

const [LEADER] = METAS;
const MINUTE = 60;
const HOUR_MS = 3_600_000;
const NOON = Date.UTC(2026, 2, 13, 12);

const PLAN: BackupPlan = {
  name: "now_policy",
  provider: "local_service",
  interval: 86_400,
  tableIds: [10],
  startTime: "08:00",
  keep: 2,
};

/** Without policies; it is 8:00. */
function quiet(): Sample {
  return new Sample(1, { ...STOCK_PLAN, features: NO_FEATURES });
}

function replicas(sample: Sample): readonly Replica[] {
  return sample.world.tables.withId(10)?.partitions.flatMap((partition) => [...partition.replicas]) ?? [];
}

function counters(sample: Sample) {
  const { backups } = sample.world.features;
  const all = replicas(sample).map((replica) => ({ replica, ...backups.countersOf(replica) }));
  return {
    running: all.reduce((sum, { running }) => sum + running, 0),
    successful: all.reduce((sum, { successful }) => sum + successful, 0),
    bytes: all.reduce((sum, { uploadedBytes }) => sum + uploadedBytes, 0),
    atPrimaries: all.every(({ replica, successful }) => successful === 0 || replica.role === "primary"),
  };
}

function runs(sample: Sample, name = PLAN.name) {
  return sample.world.features.backups.named(name)?.runs ?? [];
}

it.each<[what: string, last: number | null, now: number, due: boolean]>([
  ["the first one in its hour", null, NOON + 30 * MINUTE * 1000, true],
  ["none in another hour", null, NOON + HOUR_MS, false],
  ["none twice a day", NOON + 1000, NOON + 30 * MINUTE * 1000, false],
  ["the next one a day later, though the last began late", NOON - 20 * HOUR_MS, NOON + 4 * HOUR_MS, false],
  ["the next one at its minute, though the last was seven minutes late", NOON - 24 * HOUR_MS + 7 * 60_000, NOON, true],
])("at 12:00 it is due: %s", (_, last, now, due) => {
  expect(isDue({ ...PLAN, startTime: "12:00" }, last, now)).toBe(due);
});

it("a policy is told as soon as it is added, and begins at once in its hour", () => {
  const sample = quiet();
  expect(sample.body(LEADER, "/meta/backup_policy")).toBe("{}\n");
  sample.world.features.backups.add(PLAN, sample.now);
  expect(sample.body(LEADER, "/meta/backup_policy?name=now_policy")).toBe(
    '{"now_policy":{"name":"now_policy","backup_provider_type":"local_service","backup_interval":"86400","app_ids":"[10]","start_time":"08:00","status":"enabled","backup_history_count":"2"}}\n',
  );
  expect(counters(sample)).toMatchObject({ running: 48, successful: 0, bytes: 0 });
});

it("all copies take part, and the primaries upload", () => {
  const sample = quiet();
  sample.world.features.backups.add(PLAN, sample.now);
  sample.pass(5 * MINUTE);
  expect(counters(sample)).toMatchObject({ running: 0, successful: 16, atPrimaries: true });
  expect(counters(sample).bytes / 1024 ** 2).toBeCloseTo(
    sample.world.tables.withId(10)?.partitions.reduce((sum, { load }) => sum + load.sizeMb, 0) ?? 0,
    -1,
  );
  const [run] = runs(sample);
  expect((run?.endedAt ?? 0) - (run?.startedAt ?? 0)).toBeGreaterThanOrEqual(20_000);
});

it("a backup without a policy uploads, too", () => {
  const sample = quiet();
  const table = sample.world.tables.withId(10);
  if (table === undefined) throw new Error("inventory is missing");
  const run = sample.world.features.backups.start([table], sample.now);
  expect(counters(sample)).toMatchObject({ running: 48, successful: 0 });
  sample.pass(5 * MINUTE);
  expect(run.endedAt).not.toBeNull();
  expect(counters(sample)).toMatchObject({ running: 0, successful: 16 });
});

it("begins once a day and keeps as many as it says", () => {
  const sample = quiet();
  sample.world.features.backups.add({ ...PLAN, startTime: "20:00" }, sample.now);
  expect(runs(sample)).toHaveLength(0);
  const counted: number[] = [];
  for (let day = 0; day < 4; day++) {
    sample.pass(24 * 60 * MINUTE);
    counted.push(runs(sample).length);
  }
  expect(counted).toEqual([1, 2, 2, 2]);
  const [first, second] = runs(sample).map(({ startedAt }) => new Date(startedAt).toISOString().slice(11, 13));
  expect([first, second]).toEqual(["20", "20"]);
});

it("a disabled policy begins nothing, and one under backup cannot be disabled", () => {
  const sample = quiet();
  const { backups } = sample.world.features;
  backups.add(PLAN, sample.now);
  expect(() => {
    backups.able(PLAN.name, false);
  }).toThrow(/under backup/);
  sample.pass(5 * MINUTE);
  backups.able(PLAN.name, false);
  expect(sample.body(LEADER, "/meta/backup_policy")).toContain('"status":"disabled"');
  sample.pass(48 * 60 * MINUTE);
  expect(runs(sample)).toHaveLength(1);
  backups.able(PLAN.name, true);
  sample.pass(24 * 60 * MINUTE);
  expect(runs(sample)).toHaveLength(2);
});

it("the duration is measured each three minutes only", () => {
  const sample = quiet();
  const { backups } = sample.world.features;
  backups.add(PLAN, sample.now);
  const duration = () => {
    const policy = backups.named(PLAN.name);
    return policy === undefined ? 0 : backups.recentDuration(policy, sample.now);
  };
  sample.pass(2 * MINUTE);
  expect(duration()).toBe(0);
  sample.pass(2 * MINUTE);
  const [run] = runs(sample);
  expect(duration()).toBe((run?.endedAt ?? 0) - (run?.startedAt ?? 0));
});

it.each<[what: string, change: Partial<BackupPlan>, refusal: RegExp]>([
  ["less than a day", { interval: 3600 }, />= 86400/],
  ["a table that is not there", { tableIds: [10, 99] }, /invalid app 99/],
  ["a name that is no name", { name: "every day" }, /invalid policy name/],
  ["no time of day", { startTime: "24:00" }, /invalid start time/],
])("refuses a policy with %s", (_, change, refusal) => {
  const sample = quiet();
  expect(() => {
    sample.world.features.backups.add({ ...PLAN, ...change }, sample.now);
  }).toThrow(refusal);
});

it("refuses a second policy of a name, and to disable one that is not there", () => {
  const { backups } = new Sample().world.features;
  expect(() => {
    backups.add({ ...PLAN, name: "every_day" }, 0);
  }).toThrow(/already exist/);
  expect(() => {
    backups.able("nope", true);
  }).toThrow('There is no backup policy "nope"');
});

it("begins anew at another primary when a node dies over it, and waits for a leader", () => {
  const sample = quiet();
  sample.world.features.backups.add({ ...PLAN, tableIds: [3, 10] }, sample.now);
  sample.pass(30);
  sample.world.died(REPLICAS[0], sample.now);
  sample.world.died(LEADER, sample.now);
  sample.pass(2 * 60 * MINUTE);
  const [run] = runs(sample);
  expect(run?.endedAt).not.toBeNull();
  expect((run?.endedAt ?? 0) - (run?.startedAt ?? 0)).toBeGreaterThan(60_000);
});

it("a table that is dropped meanwhile is passed over", () => {
  const sample = quiet();
  sample.world.features.backups.add(PLAN, sample.now);
  sample.world.ddl.drop("inventory", sample.now);
  sample.pass(MINUTE);
  expect(runs(sample)[0]?.endedAt).not.toBeNull();
});

it("policies that have long been in force have a backup behind them", () => {
  const sample = new Sample();
  const [run] = runs(sample, "every_day");
  expect(new Date(run?.startedAt ?? 0).toISOString()).toBe("2026-03-13T02:00:00.000Z");
  expect(run?.endedAt).toBeLessThanOrEqual(sample.now);
  expect(runs(sample, "every_week")).toHaveLength(0);
  const list = CALL.backupPolicy.answer.decode(sample.body(LEADER, "/meta/backup_policy"));
  expect(Object.keys(list)).toEqual(["every_day", "every_week"]);
});
