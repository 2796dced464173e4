// All tables of the cluster, by id: those in service, and those that are being made, dropped or kept for a recall.
import type { Table } from "./table.ts";

export class TableList {
  private readonly byId = new Map<number, Table>();
  private lastId = 0;
  /** Of tables in service, which are asked for all the time; null after a change. */
  private served: { readonly list: readonly Table[]; readonly byName: ReadonlyMap<string, Table> } | null = null;

  /** In order of their ids. */
  get all(): readonly Table[] {
    return [...this.byId.values()];
  }

  /** Those that HTTP lists (reference 2.9), in order of their ids. */
  get available(): readonly Table[] {
    return this.serving().list;
  }

  withId(id: number): Table | undefined {
    return this.byId.get(id);
  }

  /** The available table of that name, or another one that holds the name at the moment. Dropped tables hold none. */
  named(name: string): Table | undefined {
    return (
      this.serving().byName.get(name) ?? this.all.find((table) => table.name === name && table.status !== "dropped")
    );
  }

  /** Ids are never used again (2.9). */
  get nextId(): number {
    return this.lastId + 1;
  }

  /** @throws when its id is not above all others. */
  add(table: Table): void {
    if (table.id < this.nextId) throw new Error(`Table ${table.name} has the id ${table.id}, which was used before`);
    this.byId.set(table.id, table);
    this.lastId = table.id;
    this.served = null;
  }

  remove(id: number): void {
    this.byId.delete(id);
    this.served = null;
  }

  /** To be called when the name or the status of a table has changed. */
  changed(): void {
    this.served = null;
  }

  private serving() {
    if (this.served === null) {
      const list = this.all.filter(({ status }) => status === "available");
      this.served = { list, byName: new Map(list.map((table) => [table.name, table])) };
    }
    return this.served;
  }
}
