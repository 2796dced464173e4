// Which rows the board shows: flags that the filters keep, in their order, each open one followed by its processes. Pure.
import type { FlagFact } from "#pegasus/catalog/types.ts";
import { differsFrom, type BoardFlag } from "#pegasus/flag-board.ts";
import { isInert } from "#pegasus/flag-traps.ts";
import { compareValues, filterRows, type Column, type Sort } from "../../parts/table-column.ts";
import type { Board } from "./use-board.ts";
import type { Filters } from "./url-state.ts";

export interface FlagRow {
  readonly kind: "flag";
  readonly flag: BoardFlag;
  readonly open: boolean;
}

export interface ProcessRow {
  readonly kind: "process";
  readonly flag: BoardFlag;
  readonly server: string;
  readonly role: string;
  readonly leader: boolean;
  /** Null: it has no such flag, or did not answer: `problem` then says why. */
  readonly value: string | null;
  readonly differs: boolean;
  readonly problem: string | null;
}

export type BoardRow = FlagRow | ProcessRow;

export function rowId(row: BoardRow): string {
  return row.kind === "flag" ? row.flag.name : `${row.flag.name} ${row.server}`;
}

/** `here`: flags that were changed through this dashboard. */
export function keptFlags(
  flags: readonly BoardFlag[],
  filters: Filters,
  here: ReadonlySet<string>,
): readonly BoardFlag[] {
  const { differs, mutable, set, section, role } = filters;
  return flags.filter(
    (flag) =>
      (!differs || flag.differing > 0) &&
      (!mutable || flag.mutable) &&
      (!set || flag.changed) &&
      (!filters.here || here.has(flag.name)) &&
      (section === "" || flag.item.section === section) &&
      (role === "" || usedBy(flag.fact, role)),
  );
}

/** Of a flag that nobody knows it may be any. */
function usedBy(fact: FlagFact | null, role: string): boolean {
  return fact === null || !isInert(fact, role);
}

/** Filtered by the words of `text` and sorted; flags that are equal by that stay sorted by name. */
export function flagRows(
  flags: readonly BoardFlag[],
  columns: readonly Column<BoardRow>[],
  text: string,
  sort: Sort | null,
  open: ReadonlySet<string>,
): readonly FlagRow[] {
  const rows = flags.map((flag): FlagRow => ({ kind: "flag", flag, open: open.has(flag.name) }));
  const kept = filterRows<BoardRow>(rows, columns, text) as readonly FlagRow[]; // it keeps some of what it is given
  const column = columns.find(({ id }) => id === sort?.id);
  if (column === undefined || sort === null) return kept;
  return kept.toSorted((one, other) => {
    const [a, b] = [column.value(one), column.value(other)];
    const order = compareValues(a, b);
    return a === null || b === null || !sort.desc ? order : -order;
  });
}

/** The outliers among its processes first, then those that did not answer. */
export function withProcesses(rows: readonly FlagRow[], board: Board): readonly BoardRow[] {
  return rows.flatMap((row) => (row.open ? [row, ...processRows(row.flag, board)] : [row]));
}

function processRows(flag: BoardFlag, { processes, silent }: Board): readonly ProcessRow[] {
  const answered = processes.map((process): ProcessRow => {
    const item = process.items[flag.name];
    const { server, role, leader } = process;
    const differs = differsFrom(flag, process) ?? false;
    const problem = item === undefined ? "has no such flag" : null;
    return { kind: "process", flag, server, role, leader, value: item?.value ?? null, differs, problem };
  });
  const unheard = silent.map((one): ProcessRow => ({
    kind: "process",
    flag,
    ...one,
    leader: false,
    value: null,
    differs: false,
  }));
  return [...answered, ...unheard].toSorted((a, b) => rank(a) - rank(b));
}

function rank({ differs, problem }: ProcessRow): number {
  return differs ? 0 : problem === null ? 2 : 1;
}
