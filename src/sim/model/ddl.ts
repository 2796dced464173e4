// What the shell's administrators do to tables: create, drop, recall, rename (reference 6.2 and recording 03).
import { keyOf, seeded } from "../random.ts";
import { Placement } from "./placement.ts";
import { plannedTable } from "./planned-table.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Table } from "./table.ts";
import type { TablePlan } from "./tables.ts";

const SECOND = 1000;

/** What a table that nobody describes any further is like. */
const IDLE = { age: 0, envs: {}, rates: {}, recordBytes: 100, sizeMb: 1, cacheHits: 0, skew: 0 } as const;

export type NewTable = Pick<TablePlan, "name" | "partitions" | "copies"> & Partial<Omit<TablePlan, "id" | "age">>;

export class Ddl {
  private readonly place: Surroundings;
  private readonly aliveNodes: () => readonly string[];

  constructor(place: Surroundings, aliveNodes: () => readonly string[]) {
    this.place = place;
    this.aliveNodes = aliveNodes;
  }

  /** @throws when the name is taken. */
  create(wanted: NewTable, now: number): Table {
    const { tables, schedule, seed, census, times } = this.place;
    if (tables.named(wanted.name) !== undefined) throw new Error(`There is a table "${wanted.name}" already`);
    const plan: TablePlan = { ...IDLE, ...wanted, id: tables.nextId };
    const table = plannedTable(plan, {
      seed,
      status: "creating",
      createdAt: now,
      ballot: () => 0n,
      watch: census.watch,
    });
    tables.add(table);
    schedule.plan(now + times.createTable, (at) => {
      const random = seeded(keyOf(seed, "placement", table.id));
      const placement = new Placement(this.aliveNodes(), census.counts(), random);
      const configurations = placement.layOut(plan.partitions, plan.copies);
      for (const [index, partition] of table.partitions.entries()) {
        const { primary, secondaries } = configurations[index] ?? { primary: null, secondaries: [] };
        partition.reconfigure({ primary, secondaries: [] }, 1, at);
        for (const [count, node] of secondaries.entries())
          partition.reconfigure({ primary, secondaries: [...secondaries.slice(0, count), node] }, 1, at);
      }
      table.status = "available";
      tables.changed();
    });
    return table;
  }

  /** It can be recalled for `keepSeconds`, a week when not given. @throws when there is no such table. */
  drop(name: string, now: number, keepSeconds?: number): void {
    const table = this.named(name);
    const { schedule, tables, times } = this.place;
    table.status = "dropping";
    tables.changed();
    schedule.plan(now + times.dropTable, (at) => {
      for (const partition of table.partitions) {
        partition.reconfigure({ primary: null, secondaries: [] }, 1, at);
        for (const replica of partition.replicas) partition.become(replica.node, "closed");
      }
      table.status = "dropped";
      table.droppedAt = at;
      table.expiresAt = at + (keepSeconds ?? 604_800) * SECOND;
      tables.changed();
    });
  }

  rename(name: string, newName: string): void {
    const { tables } = this.place;
    if (tables.named(newName) !== undefined) throw new Error(`There is a table "${newName}" already`);
    this.named(name).name = newName;
    tables.changed();
  }

  private named(name: string): Table {
    const found = this.place.tables.named(name);
    if (found === undefined) throw new Error(`There is no table "${name}"`);
    return found;
  }
}
