import type { ReactNode } from "react";
import { formatMib, plural } from "../../format.ts";
import { sumOf, totalCells, type TotalFigure } from "../../parts/totals-row.tsx";
import type { NodeRow } from "./node-rows.ts";

const FIGURES: readonly TotalFigure<NodeRow>[] = [
  { id: "primaries", as: "count", reduce: "sum", of: ({ info }) => info.primary_count },
  { id: "secondaries", as: "count", reduce: "sum", of: ({ info }) => info.secondary_count },
  { id: "replicas", as: "count", reduce: "sum", of: ({ info }) => info.replica_count },
  { id: "read", as: "rate", reduce: "sum", of: ({ load }) => load?.readQps },
  { id: "write", as: "rate", reduce: "sum", of: ({ load }) => load?.writeQps },
  { id: "readP99", as: "ns", reduce: "most", of: ({ load }) => load?.readP99Ns },
  { id: "writeP99", as: "ns", reduce: "most", of: ({ load }) => load?.writeP99Ns },
  { id: "memory", as: "mib", reduce: "sum", of: ({ load }) => load?.residentMemoryMb },
  { id: "disk", as: "percent", reduce: "most", of: ({ worstDisk }) => worstDisk?.ratio },
  { id: "sessions", as: "count", reduce: "sum", of: ({ load }) => load?.sessions },
];

/** The last row of the table, by column. */
export function nodeTotals(rows: readonly NodeRow[]): Readonly<Record<string, ReactNode>> {
  const disks = rows.flatMap((row) => row.disks ?? []);
  const used = sumOf(disks.map(({ usedMb }) => usedMb));
  const total = sumOf(disks.map(({ totalMb }) => totalMb));
  return {
    address: plural(rows.length, "node"),
    ...totalCells(rows, FIGURES),
    disks: total === 0 ? null : `${formatMib(used)} of ${formatMib(total)}`,
  };
}
