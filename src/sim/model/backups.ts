// Cold backups: the leader keeps policies and begins what is due, the primaries upload (reference 2.13; recordings 05 and 05b).
import { isDue, latestStart, planRefusal, type BackupPlan } from "./backup-policy.ts";
import { BackupRun, type Uploaded } from "./backup-run.ts";
import type { Replica } from "./partition.ts";
import type { Process } from "./process.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Table } from "./table.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How often the leader looks whether a policy is due, and sends its requests while a backup runs. */
const LOOK = 5 * MINUTE;
const ROUND = 10 * SECOND;
/** How often `backup_recent_duration_ms` is set (`issue_gc_backup_info_task_unlocked`). */
const MEASURE = 3 * MINUTE;

interface Span {
  readonly startedAt: number;
  readonly endedAt: number | null;
}

export interface BackupPolicy {
  plan: BackupPlan;
  /** ms since the epoch. */
  readonly addedAt: number;
  /** Those that are kept, the latest last; the last one may be under way. */
  runs: readonly Span[];
}

/** Counters of a replica since its process started (05b). */
export interface BackupCounters {
  /** Backups in which it takes part now, as primary or secondary. */
  readonly running: number;
  readonly successful: number;
  readonly uploadedBytes: number;
  /** Of those that run now: since when the oldest does, ms since the epoch, and the largest part that this node has uploaded. */
  readonly since: number | null;
  readonly uploadingBytes: number;
}

const MiB = 1024 * 1024;

export class Backups {
  private readonly place: Surroundings;
  private readonly byName = new Map<string, BackupPolicy>();
  private running: readonly BackupRun[] = [];
  private readonly done = new WeakMap<Process, Map<string, { successful: number; uploadedBytes: number }>>();

  /** `plans`: policies that have long been in force. */
  constructor(place: Surroundings, plans: readonly BackupPlan[]) {
    this.place = place;
    for (const plan of plans) {
      const startedAt = latestStart(plan, place.began);
      const took = this.estimate(plan) * place.times.scale;
      // One that would still be running was the day before: backups that the simulation has not seen begin are over.
      const past = { startedAt, endedAt: Math.min(startedAt + took, place.began) };
      const policy = { plan, addedAt: startedAt, runs: plan.disabled === true ? [] : [past] };
      this.byName.set(plan.name, policy);
      this.lookAfter(policy, place.began);
    }
  }

  /** In order of their names, as the leader lists them. */
  get policies(): readonly BackupPolicy[] {
    return [...this.byName.values()].toSorted((a, b) => (a.plan.name < b.plan.name ? -1 : 1));
  }

  named(name: string): BackupPolicy | undefined {
    return this.byName.get(name);
  }

  /** @throws when the leader would refuse it. */
  add(plan: BackupPlan, now: number): void {
    const missing = plan.tableIds.find((id) => this.place.tables.withId(id) === undefined);
    const refusal = planRefusal(plan) ?? (missing === undefined ? undefined : `invalid app ${missing}`);
    if (refusal !== undefined) throw new Error(refusal);
    if (this.byName.has(plan.name))
      throw new Error(`invalid policy name: '${plan.name}', policy name is already exist`);
    const policy: BackupPolicy = { plan, addedAt: now, runs: [] };
    this.byName.set(plan.name, policy);
    this.look(policy, now);
  }

  /** @throws when there is none of that name, or when it is to be disabled while its backup runs. */
  able(name: string, enabled: boolean): void {
    const policy = this.byName.get(name);
    if (policy === undefined) throw new Error(`There is no backup policy "${name}"`);
    if (!enabled && policy.runs.at(-1)?.endedAt === null)
      throw new Error(`Policy "${name}" is under backup, it cannot be disabled`);
    policy.plan = { ...policy.plan, disabled: !enabled };
  }

  /** A backup of its own, without a policy. */
  start(tables: readonly Table[], now: number): BackupRun {
    const run = new BackupRun(tables, now);
    this.running = [...this.running, run];
    this.planRound(run, now);
    return run;
  }

  /** `backup_recent_duration_ms`: of the running or the latest backup, as it was when the leader last measured. */
  recentDuration({ addedAt, runs }: BackupPolicy, now: number): number {
    const every = MEASURE * this.place.times.scale;
    const measured = addedAt + Math.floor((now - addedAt) / every) * every;
    const span = runs.findLast(({ startedAt }) => startedAt <= measured);
    return span === undefined ? 0 : Math.round(Math.min(span.endedAt ?? measured, measured) - span.startedAt);
  }

  countersOf({ partition, node, role }: Replica): BackupCounters {
    const done = this.done.get(this.place.processAt(node))?.get(keyOfPartition(partition));
    const running = role === "closed" ? [] : this.running.filter((run) => run.covers(partition));
    return {
      running: running.length,
      successful: done?.successful ?? 0,
      uploadedBytes: done?.uploadedBytes ?? 0,
      since: running[0]?.startedAt ?? null,
      uploadingBytes: Math.round(Math.max(0, ...running.map((run) => run.uploadedBy(partition, node))) * MiB),
    };
  }

  /** Looks whether it is due, and looks again later. */
  private look(policy: BackupPolicy, at: number): void {
    const { plan, runs } = policy;
    const last = runs.at(-1);
    const isFree = plan.disabled !== true && last?.endedAt !== null && this.place.leader !== null;
    if (isFree && isDue(plan, last?.startedAt ?? null, at)) {
      const tables = plan.tableIds.flatMap((id) => this.place.tables.withId(id) ?? []);
      const there = tables.filter(({ status }) => status === "available");
      if (there.length > 0) policy.runs = [...runs, this.start(there, at)].slice(-plan.keep);
    }
    this.lookAfter(policy, at);
  }

  private lookAfter(policy: BackupPolicy, at: number): void {
    this.place.schedule.plan(at + LOOK * this.place.times.scale, (due) => {
      this.look(policy, due);
    });
  }

  private planRound(run: BackupRun, after: number): void {
    this.place.schedule.plan(after + ROUND * this.place.times.scale, (at) => {
      if (this.place.leader !== null) for (const uploaded of run.round(at)) this.count(uploaded);
      if (run.endedAt === null) this.planRound(run, at);
      else this.running = this.running.filter((other) => other !== run);
    });
  }

  private count({ partition, node, size }: Uploaded): void {
    const process = this.place.processAt(node);
    const of = this.done.get(process) ?? new Map<string, { successful: number; uploadedBytes: number }>();
    this.done.set(process, of);
    const key = keyOfPartition(partition);
    const { successful, uploadedBytes } = of.get(key) ?? { successful: 0, uploadedBytes: 0 };
    of.set(key, { successful: successful + 1, uploadedBytes: uploadedBytes + Math.round(size * MiB) });
  }

  /** About how long a backup of the policy takes, ms. */
  private estimate({ tableIds }: BackupPlan): number {
    const size = tableIds.reduce((sum, id) => sum + (this.place.tables.withId(id)?.load.sizeMb ?? 0), 0);
    const nodes = Math.max(1, this.place.replicas.length);
    return 40 * SECOND + (size / nodes / 200) * SECOND;
  }
}

function keyOfPartition({ tableId, index }: { readonly tableId: number; readonly index: number }): string {
  return `${tableId}.${index}`;
}
