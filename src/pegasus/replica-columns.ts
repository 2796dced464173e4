// The metrics of all replicas of one server, packed: a hundred servers have 150,000 replicas with forty values each, twice.
import type { Entity } from "./answers/metrics.ts";

export type Value = number | bigint;

interface Row {
  get(name: string): Value | undefined;
}

/** Cells by row and column; NaN: there is none. What a double cannot hold lies beside them. */
class Cells {
  private readonly columns: ReadonlyMap<string, number>;
  private readonly cells: Float64Array;
  private readonly long = new Map<number, bigint>();

  constructor(names: ReadonlySet<string>, rows: number) {
    this.columns = new Map([...names].map((name, column) => [name, column]));
    this.cells = new Float64Array(names.size * rows).fill(Number.NaN);
  }

  set(row: number, name: string, value: Value): void {
    const at = this.at(row, name);
    if (at === undefined) return;
    if (typeof value === "bigint") this.long.set(at, value);
    else this.cells[at] = value;
  }

  get(row: number, name: string): Value | undefined {
    const at = this.at(row, name);
    if (at === undefined) return undefined;
    const value = this.cells[at];
    if (value !== undefined && !Number.isNaN(value)) return value;
    return this.long.get(at);
  }

  private at(row: number, name: string): number | undefined {
    const column = this.columns.get(name);
    return column === undefined ? undefined : row * this.columns.size + column;
  }
}

export class ReplicaColumns {
  private readonly values: Cells;
  private readonly p99: Cells;
  private rows = 0;

  /** Room for these, which are then added one by one. */
  constructor(entities: readonly Entity[]) {
    const values = new Set<string>();
    const percentiles = new Set<string>();
    for (const { metrics } of entities) {
      for (const { name, value, p99 } of metrics) {
        if (name !== undefined && value !== undefined) values.add(name);
        if (name !== undefined && p99 !== undefined) percentiles.add(name);
      }
    }
    this.values = new Cells(values, entities.length);
    this.p99 = new Cells(percentiles, entities.length);
  }

  add(entity: Entity): { readonly values: Row; readonly p99: { get(name: string): number | undefined } } {
    const row = this.rows++;
    for (const { name, value, p99 } of entity.metrics) {
      if (name === undefined) continue;
      if (value !== undefined) this.values.set(row, name, value);
      if (p99 !== undefined) this.p99.set(row, name, Number(p99));
    }
    return new PackedReplica(this.values, this.p99, row);
  }
}

/** One object for each replica; what looks like maps is made when it is looked at. */
class PackedReplica {
  private readonly valueCells: Cells;
  private readonly p99Cells: Cells;
  private readonly row: number;

  constructor(values: Cells, p99: Cells, row: number) {
    this.valueCells = values;
    this.p99Cells = p99;
    this.row = row;
  }

  get values(): Row {
    return { get: (name) => this.valueCells.get(this.row, name) };
  }

  get p99(): { get(name: string): number | undefined } {
    return {
      get: (name) => {
        const value = this.p99Cells.get(this.row, name);
        return value === undefined ? undefined : Number(value);
      },
    };
  }
}
