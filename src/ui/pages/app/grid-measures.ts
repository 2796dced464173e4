// What the grid of partitions can be coloured by. Pure.
import { SEVERITY_RANK } from "../../parts/HealthBadge.tsx";
import { PARTITION_WORDS } from "../../parts/partition-words.ts";
import type { NumberKind } from "../../parts/Numbers.tsx";
import type { PartitionRow } from "./partition-rows.ts";

export const GRID_MEASURES = ["health", "reads", "writes", "readP99", "writeP99", "storage", "ballot"] as const;
export type GridMeasure = (typeof GRID_MEASURES)[number];

interface Fact {
  readonly label: string;
  readonly as: NumberKind;
  readonly of: (row: PartitionRow) => number | null;
}

export const GRID_FACTS: Readonly<Record<GridMeasure, Fact>> = {
  health: { label: "Health", as: "count", of: ({ severity }) => 4 - SEVERITY_RANK[severity] },
  reads: { label: "Reads/s", as: "rate", of: ({ load }) => load?.readQps ?? null },
  writes: { label: "Writes/s", as: "rate", of: ({ load }) => load?.writeQps ?? null },
  readP99: { label: "Read p99", as: "ns", of: ({ load }) => load?.readP99Ns ?? null },
  writeP99: { label: "Write p99", as: "ns", of: ({ load }) => load?.writeP99Ns ?? null },
  storage: { label: "Storage", as: "mib", of: ({ load }) => load?.storageMb ?? null },
  ballot: { label: "Ballot", as: "count", of: ({ partition }) => Math.max(0, Number(partition.ballot)) },
};

export interface GridCell {
  readonly index: number;
  /** Null: not known. */
  readonly value: number | null;
  /** 0 to 1 of the largest; null: not known. */
  readonly share: number | null;
  readonly severity: PartitionRow["severity"];
  readonly word: string;
  readonly hot: boolean;
}

export function gridCells(rows: readonly PartitionRow[], measure: GridMeasure): GridCell[] {
  const { of } = GRID_FACTS[measure];
  const values = rows.map(of);
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  return rows.map((row, at) => {
    const value = values[at] ?? null;
    return {
      index: row.partition.pidx,
      value,
      share: value === null ? null : most === 0 ? 0 : value / most,
      severity: row.severity,
      word: PARTITION_WORDS[row.health].word,
      hot: (row.load?.hot ?? null) !== null,
    };
  });
}
