// The last row of the table: sums of what can be summed, the worst of what cannot. Pure.
import type { ReactNode } from "react";
import { plural } from "../../format.ts";
import { Numeral, type NumberKind } from "../../parts/Numbers.tsx";
import { throttled, type AppRow } from "./app-rows.ts";

type Figure = (row: AppRow) => number | null | undefined;

const SUMS: readonly (readonly [id: string, as: NumberKind, of: Figure])[] = [
  ["partitions", "count", ({ info }) => info.partition_count],
  ["replicas", "count", ({ info }) => info.partition_count * info.replica_count],
  ["unhealthy", "count", ({ health }) => health?.unhealthy],
  ["unwritable", "count", ({ health }) => health?.write_unhealthy],
  ["unreadable", "count", ({ health }) => health?.read_unhealthy],
  ["read", "rate", ({ load }) => load?.readQps],
  ["write", "rate", ({ load }) => load?.writeQps],
  ["readBytes", "bytes", ({ load }) => load?.readBytes],
  ["writeBytes", "bytes", ({ load }) => load?.writeBytes],
  ["storage", "mib", ({ load }) => load?.storageMb],
  ["storageAll", "mib", ({ load }) => load?.storageAllMb],
  ["throttled", "rate", throttled],
  ["hot", "count", ({ load }) => load?.hotPartitions],
  ["envs", "count", ({ info }) => info.envs_count],
];
/** Percentiles cannot be added: the highest. */
const MOST: typeof SUMS = [
  ["readP99", "ns", ({ load }) => load?.readP99Ns],
  ["writeP99", "ns", ({ load }) => load?.writeP99Ns],
];

/** By column. */
export function appTotals(rows: readonly AppRow[]): Readonly<Record<string, ReactNode>> {
  const missing = "None of these apps has it";
  const cell = (
    as: NumberKind,
    values: readonly number[],
    reduce: (values: readonly number[]) => number,
  ): ReactNode => <Numeral value={values.length === 0 ? null : reduce(values)} as={as} missing={missing} />;
  const known = (of: Figure): number[] => rows.flatMap((row) => of(row) ?? []);
  return {
    name: plural(rows.length, "app"),
    ...Object.fromEntries(SUMS.map(([id, as, of]) => [id, cell(as, known(of), sum)])),
    ...Object.fromEntries(MOST.map(([id, as, of]) => [id, cell(as, known(of), (values) => Math.max(...values))])),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
