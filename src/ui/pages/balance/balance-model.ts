// The matrix of apps and nodes as it is drawn: rows by imbalance, totals, and how dark each cell is. Pure.
import type { Matrix } from "#api/load.ts";
import type { AppList } from "#pegasus/answers/apps.ts";
import { skewOf } from "#pegasus/spread.ts";

export interface BalanceRow {
  readonly appId: number;
  readonly name: string;
  /** In the order of the columns; null: it has nothing there, or what it has is not known. */
  readonly cells: readonly (number | null)[];
  readonly total: number;
  /** Of the live columns. */
  readonly mean: number;
  /** How many times the mean of all columns the fullest holds; null: nothing anywhere. 1 is even. */
  readonly skew: number | null;
  /** How much of it would have to move for it to be even, as a share of it: three replicas cannot be even over a hundred nodes. */
  readonly excess: number;
}

export interface BalanceModel {
  readonly nodes: readonly string[];
  /** The most uneven first. */
  readonly rows: readonly BalanceRow[];
  readonly totals: readonly number[];
  /** Of the totals. */
  readonly skew: number | null;
  readonly mean: number;
}

/** `alive`: the columns that count for the mean; a dead node has nothing and is no unevenness of an app. */
export function balanceModel(matrix: Matrix, apps: AppList, alive: ReadonlySet<string>): BalanceModel {
  const counted = matrix.nodes.map((node) => alive.has(node));
  const totals = matrix.nodes.map(() => 0);
  const rows: BalanceRow[] = [];
  for (const [id, cells] of Object.entries(matrix.apps)) {
    const info = apps.general_info[id];
    cells.forEach((value, column) => {
      totals[column] = (totals[column] ?? 0) + (value ?? 0);
    });
    const values = cells.map((value) => value ?? 0);
    const total = values.reduce((sum, value) => sum + value, 0);
    const { ratio, tooMany, mean } = skewOf(values.filter((_, column) => counted[column]));
    rows.push({
      appId: Number(id),
      name: info?.app_name ?? `id ${id}`,
      cells,
      total,
      mean,
      skew: ratio,
      excess: total === 0 ? 0 : tooMany / total,
    });
  }
  const all = skewOf(totals.filter((_, column) => counted[column]));
  return {
    nodes: matrix.nodes,
    rows: rows.toSorted((a, b) => b.excess - a.excess || b.total - a.total),
    totals,
    skew: all.ratio,
    mean: all.mean,
  };
}

export const ORDERS = ["imbalance", "total", "name"] as const;
export type Order = (typeof ORDERS)[number];

const BY_NAME = new Intl.Collator("en", { numeric: true });

/** Those whose name has `text` in it. `rows`: the most uneven first. */
export function shownRows(rows: readonly BalanceRow[], order: Order, text: string): readonly BalanceRow[] {
  const wanted = text.trim().toLowerCase();
  const kept = wanted === "" ? rows : rows.filter(({ name }) => name.toLowerCase().includes(wanted));
  switch (order) {
    case "imbalance":
      return kept;
    case "total":
      return kept.toSorted((a, b) => b.total - a.total);
    case "name":
      return kept.toSorted((a, b) => BY_NAME.compare(a.name, b.name));
  }
}

/** 0 to 9: twice the mean of its row and more is the darkest, so that what is even has one shade and what is not stands out. */
export function heatOf(value: number | null, mean: number): number {
  return value === null || value <= 0 || mean <= 0 ? 0 : Math.min(9, Math.ceil((value / mean) * 4.5));
}
