// What the shell's administrators do to tables: create, drop, recall, rename (reference 6.2, recordings 03 and 03b).
import { isAbove } from "./level.ts";
import type { Guardian } from "./guardian.ts";
import type { Leftovers } from "./leftovers.ts";
import type { Configuration, Partition, PartitionKeeper } from "./partition.ts";
import { plannedTable } from "./planned-table.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Table } from "./table.ts";
import type { TablePlan } from "./tables.ts";

const SECOND = 1000;

/** What a table that nobody describes any further is like. */
const IDLE = { age: 0, envs: {}, rates: {}, recordBytes: 100, sizeMb: 1, cacheHits: 0, skew: 0 } as const;

export type NewTable = Pick<TablePlan, "name" | "partitions" | "copies"> & Partial<Omit<TablePlan, "id" | "age">>;

/** Primaries are assigned in so many steps. */
const STEPS = 4;

export class Ddl {
  /** Who served the partitions of dropped tables. */
  private readonly former = new Map<Partition, Configuration>();
  private readonly place: Surroundings;
  private readonly keeper: PartitionKeeper;
  private readonly guardian: Guardian;
  private readonly leftovers: Leftovers;

  constructor(place: Surroundings, keeper: PartitionKeeper, guardian: Guardian, leftovers: Leftovers) {
    this.place = place;
    this.keeper = keeper;
    this.guardian = guardian;
    this.leftovers = leftovers;
  }

  /** It is listed after half a second, its copies come one after the other. @throws when the name is taken. */
  create(wanted: NewTable, now: number): Table {
    this.mayChange();
    this.isFree(wanted.name);
    const { tables, schedule, seed, times } = this.place;
    const plan: TablePlan = { ...IDLE, ...wanted, id: tables.nextId };
    const facts = { seed, status: "creating", createdAt: now, ballot: () => 0n, keeper: this.keeper } as const;
    const table = plannedTable(plan, facts);
    tables.add(table);
    schedule.plan(now + times.createTable, (at) => {
      table.status = "available";
      tables.changed();
      for (const partition of table.partitions) this.guardian.changed(partition, at);
    });
    const size = Math.ceil(table.partitions.length / STEPS);
    for (let step = 0; step < STEPS; step++) {
      const part = table.partitions.slice(step * size, (step + 1) * size);
      this.assign(part, now + times.createTable + times.assignPrimaries + step * times.assignMore);
    }
    return table;
  }

  /** Primaries at `due`, and their secondaries when they have opened. */
  private assign(partitions: readonly Partition[], due: number): void {
    const { schedule, times } = this.place;
    schedule.plan(due, (at) => {
      for (const partition of partitions) this.guardian.assign(partition, at);
    });
    schedule.plan(due + times.openPrimary, (at) => {
      for (const partition of partitions) this.guardian.look(partition, at);
    });
  }

  /** It can be recalled for `keepSeconds`, a week when not given. @throws when there is no such table. */
  drop(name: string, now: number, keepSeconds?: number): void {
    this.mayChange();
    const table = this.named(name);
    const { schedule, tables, times, flags } = this.place;
    table.status = "dropping";
    tables.changed();
    schedule.plan(now + times.dropTable, (at) => {
      for (const partition of table.partitions) {
        this.guardian.release(partition);
        this.former.set(partition, { primary: partition.primary, secondaries: partition.secondaries });
        partition.clear(at);
        this.guardian.release(partition);
        this.leftovers.close(partition, at);
      }
      const kept = (keepSeconds ?? Number(flags.value("hold_seconds_for_dropped_app"))) * SECOND * times.scale;
      const expires = at + kept;
      table.status = "dropped";
      table.droppedAt = at;
      table.expiresAt = expires;
      tables.changed();
      schedule.plan(expires, () => {
        if (table.status === "dropped" && table.expiresAt === expires) this.expire(table);
      });
    });
  }

  /** `newName`: when its old one is taken meanwhile. @throws when there is nothing to recall, or the name is taken. */
  recall(id: number, now: number, newName?: string): void {
    this.mayChange();
    const { tables, schedule, times } = this.place;
    const table = tables.withId(id);
    if (table?.status !== "dropped") throw new Error(`There is no dropped table with the id ${id}`);
    const name = newName ?? table.name;
    this.isFree(name);
    table.name = name;
    table.status = "recalling";
    table.droppedAt = null;
    table.expiresAt = null;
    tables.changed();
    schedule.plan(now + times.recallTable, (at) => {
      table.status = "available";
      tables.changed();
      for (const partition of table.partitions) this.restore(partition, at);
    });
  }

  /** @throws when there is no such table, or one of the new name already. */
  rename(name: string, newName: string): void {
    this.mayChange();
    const table = this.named(name);
    this.isFree(newName);
    table.name = newName;
    this.place.tables.changed();
  }

  private restore(partition: Partition, at: number): void {
    const { primary = null, secondaries = [] } = this.former.get(partition) ?? {};
    this.former.delete(partition);
    const { isAlive } = this.place;
    if (primary !== null && isAlive(primary)) partition.promote(primary, at);
    for (const node of secondaries)
      if (isAlive(node) && partition.primary !== null) partition.addSecondary(node, at, false);
    this.guardian.changed(partition, at);
  }

  private expire(table: Table): void {
    for (const partition of table.partitions) {
      this.former.delete(partition);
      for (const { node } of partition.replicas) partition.forget(node);
    }
    this.place.tables.remove(table.id);
  }

  private mayChange(): void {
    if (!isAbove(this.place.level, "stopped")) throw new Error("At level stopped no table can be changed");
  }

  private isFree(name: string): void {
    if (this.place.tables.named(name) !== undefined) throw new Error(`There is a table "${name}" already`);
  }

  private named(name: string): Table {
    const found = this.place.tables.named(name);
    if (found?.status !== "available") throw new Error(`There is no table "${name}"`);
    return found;
  }
}
