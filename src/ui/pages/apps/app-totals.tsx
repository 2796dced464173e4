import type { ReactNode } from "react";
import { plural } from "../../format.ts";
import { totalCells, type TotalFigure } from "../../parts/totals-row.tsx";
import { throttled, type AppRow } from "./app-rows.ts";

const FIGURES: readonly TotalFigure<AppRow>[] = [
  { id: "partitions", as: "count", reduce: "sum", of: ({ info }) => info.partition_count },
  { id: "replicas", as: "count", reduce: "sum", of: ({ info }) => info.partition_count * info.replica_count },
  { id: "unhealthy", as: "count", reduce: "sum", of: ({ health }) => health?.unhealthy },
  { id: "unwritable", as: "count", reduce: "sum", of: ({ health }) => health?.write_unhealthy },
  { id: "unreadable", as: "count", reduce: "sum", of: ({ health }) => health?.read_unhealthy },
  { id: "read", as: "rate", reduce: "sum", of: ({ load }) => load?.readQps },
  { id: "write", as: "rate", reduce: "sum", of: ({ load }) => load?.writeQps },
  { id: "readP99", as: "ns", reduce: "most", of: ({ load }) => load?.readP99Ns },
  { id: "writeP99", as: "ns", reduce: "most", of: ({ load }) => load?.writeP99Ns },
  { id: "readBytes", as: "bytes", reduce: "sum", of: ({ load }) => load?.readBytes },
  { id: "writeBytes", as: "bytes", reduce: "sum", of: ({ load }) => load?.writeBytes },
  { id: "storage", as: "mib", reduce: "sum", of: ({ load }) => load?.storageMb },
  { id: "storageAll", as: "mib", reduce: "sum", of: ({ load }) => load?.storageAllMb },
  { id: "throttled", as: "rate", reduce: "sum", of: throttled },
  { id: "hot", as: "count", reduce: "sum", of: ({ load }) => load?.hotPartitions },
  { id: "envs", as: "count", reduce: "sum", of: ({ info }) => info.envs_count },
];

/** The last row of the table, by column. */
export function appTotals(rows: readonly AppRow[]): Readonly<Record<string, ReactNode>> {
  return { name: plural(rows.length, "app"), ...totalCells(rows, FIGURES) };
}
