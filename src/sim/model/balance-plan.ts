// What the balancer would do, table by table (reference 6.5; in the source meta/app_balance_policy.cpp and
// meta/load_balance_policy.cpp). It gives the very counts of recordings 06 (48 moves) and 09 (65 moves and a copy, then 65 copies).
import type { Partition } from "./partition.ts";
import type { Table } from "./table.ts";

export interface Move {
  readonly kind: "move_pri" | "copy_pri" | "copy_sec";
  readonly partition: Partition;
  readonly from: string;
  readonly to: string;
}

/**
 * The moves of the next round, between `nodes`. With `primariesFirst` secondaries wait until the primaries lie evenly: so at level
 * `lively`, while `steady` only counts everything.
 */
export function planMoves(tables: readonly Table[], nodes: readonly string[], primariesFirst: boolean): Move[] {
  if (nodes.length < 2) return [];
  const index = new Map(nodes.map((node, at) => [node, at]));
  const views = tables.map((table) => new TableView(table, nodes, index));
  const primaries = views.flatMap((view) => view.movePrimaries());
  if (primariesFirst && primaries.length > 0) return primaries;
  return [...primaries, ...views.flatMap((view) => view.copySecondaries())];
}

/** One table as the balancer counts it. Nodes by their index. */
class TableView {
  private readonly table: Table;
  private readonly nodes: readonly string[];
  private readonly index: ReadonlyMap<string, number>;
  private readonly primaries: number[];
  private readonly secondaries: number[];
  /** By the index of the primary and that of a secondary: what could change roles between them. Made when it is needed. */
  private passable: Map<number, Partition[]> | undefined;

  constructor(table: Table, nodes: readonly string[], index: ReadonlyMap<string, number>) {
    this.table = table;
    this.nodes = nodes;
    this.index = index;
    this.primaries = nodes.map(() => 0);
    this.secondaries = nodes.map(() => 0);
    for (const { primary, secondaries } of table.partitions) {
      if (primary !== null) this.count(this.primaries, primary);
      for (const node of secondaries) this.count(this.secondaries, node);
    }
  }

  private count(counts: number[], node: string): void {
    const at = this.index.get(node);
    if (at !== undefined) counts[at] = (counts[at] ?? 0) + 1;
  }

  private key(from: number, to: number): number {
    return from * this.nodes.length + to;
  }

  /** Along the widest way from nodes with too many to nodes with too few; copies where no such way is. */
  movePrimaries(): Move[] {
    const low = Math.floor(this.table.partitions.length / this.nodes.length);
    const high = Math.ceil(this.table.partitions.length / this.nodes.length);
    const higher = this.primaries.some((count) => count > high);
    const lower = this.primaries.some((count) => count < low);
    if (!higher && !lower) return [];
    const spare = this.primaries.map((count) => count - low - (higher && !lower ? 1 : 0));
    const way = this.widestWay(spare);
    if (way === null) return this.copyPrimaries(low, high);
    return way.hops.flatMap(([from, to]) =>
      this.partitionsToPass(from, to)
        .slice(0, way.width)
        .map((partition) => this.move("move_pri", partition, from, to)),
    );
  }

  /** Primaries on `from` that have a secondary on `to`. */
  private partitionsToPass(from: number, to: number): readonly Partition[] {
    this.passable ??= this.pairs();
    return this.passable.get(this.key(from, to)) ?? [];
  }

  private pairs(): Map<number, Partition[]> {
    const pairs = new Map<number, Partition[]>();
    for (const partition of this.table.partitions) {
      const { primary, secondaries } = partition;
      const from = this.index.get(primary ?? "");
      if (from === undefined) continue;
      for (const node of secondaries) {
        const key = this.key(from, this.index.get(node) ?? -1);
        const known = pairs.get(key);
        if (known === undefined) pairs.set(key, [partition]);
        else known.push(partition);
      }
    }
    return pairs;
  }

  /** `spare`: how many primaries each node has too many, negative where it lacks some. */
  private widestWay(spare: readonly number[]): { hops: [from: number, to: number][]; width: number } | null {
    const width = spare.map((count) => Math.max(0, count));
    const before = spare.map(() => -1);
    const done = new Set<number>();
    for (;;) {
      const next = widest(width, done);
      if (next === -1) break;
      done.add(next);
      for (const [to] of this.nodes.entries()) {
        if (done.has(to)) continue;
        const through = Math.min(width[next] ?? 0, this.partitionsToPass(next, to).length);
        if (through > (width[to] ?? 0)) [width[to], before[to]] = [through, next];
      }
    }
    const ends = spare.map((count, node) => Math.min(width[node] ?? 0, Math.max(0, -count)));
    const end = widest(ends, new Set());
    if (end === -1) return null;
    const hops: [number, number][] = [];
    for (let to = end; (before[to] ?? -1) !== -1; to = before[to] ?? -1) hops.unshift([before[to] ?? -1, to]);
    return { hops, width: ends[end] ?? 0 };
  }

  private copyPrimaries(low: number, high: number): Move[] {
    const counts = [...this.primaries];
    const moves: Move[] = [];
    const moved = new Set<Partition>();
    for (;;) {
      const [from, to] = extremes(counts);
      if ((counts[from] ?? 0) <= high && (counts[to] ?? 0) >= low) return moves;
      const found = this.table.partitions.find(
        (partition) => !moved.has(partition) && this.isOn(partition.primary, from) && !this.holds(partition, to),
      );
      if (found === undefined || (counts[from] ?? 0) - (counts[to] ?? 0) <= 1) return moves;
      moved.add(found);
      moves.push(this.move("copy_pri", found, from, to));
      shift(counts, from, to);
    }
  }

  copySecondaries(): Move[] {
    const low = Math.floor(this.table.partitions.length / this.nodes.length);
    const counts = [...this.secondaries];
    const moves: Move[] = [];
    const moved = new Set<Partition>();
    for (;;) {
      const [from, to] = extremes(counts);
      if ((counts[from] ?? 0) <= low || (counts[from] ?? 0) - (counts[to] ?? 0) <= 1) return moves;
      const source = this.nodes[from] ?? "";
      const found = this.table.partitions.find(
        (partition) => !moved.has(partition) && partition.secondaries.includes(source) && !this.holds(partition, to),
      );
      if (found === undefined) return moves;
      moved.add(found);
      moves.push(this.move("copy_sec", found, from, to));
      shift(counts, from, to);
    }
  }

  private isOn(node: string | null, index: number): boolean {
    return node !== null && this.nodes[index] === node;
  }

  private holds({ primary, secondaries }: Partition, index: number): boolean {
    const node = this.nodes[index] ?? "";
    return primary === node || secondaries.includes(node);
  }

  private move(kind: Move["kind"], partition: Partition, from: number, to: number): Move {
    return { kind, partition, from: this.nodes[from] ?? "", to: this.nodes[to] ?? "" };
  }
}

/** Of what is above zero and not `done`, where the most is; -1 where nothing is. */
function widest(widths: readonly number[], done: ReadonlySet<number>): number {
  let found = -1;
  for (const [index, width] of widths.entries()) {
    if (!done.has(index) && width > 0 && width > (widths[found] ?? 0)) found = index;
  }
  return found;
}

/** Where the most and where the fewest are. */
function extremes(counts: readonly number[]): [most: number, fewest: number] {
  let [most, fewest] = [0, 0];
  for (const [index, count] of counts.entries()) {
    if (count > (counts[most] ?? 0)) most = index;
    if (count < (counts[fewest] ?? 0)) fewest = index;
  }
  return [most, fewest];
}

function shift(counts: number[], from: number, to: number): void {
  counts[from] = (counts[from] ?? 0) - 1;
  counts[to] = (counts[to] ?? 0) + 1;
}
