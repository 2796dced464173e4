// The columns of the board: a flag's name, what is common to each role, who differs, the default, and what it means.
import { differsFrom } from "#pegasus/flag-board.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import type { CellValue, Column } from "../../parts/table-column.ts";
import type { BoardRow } from "./board-rows.ts";
import { EditCell } from "./EditCell.tsx";
import { NameCell } from "./NameCell.tsx";
import { ProcessCell, RoleCell } from "./ValueCells.tsx";
import type { Process } from "./use-board.ts";

export interface BoardActions {
  readonly onToggle: (flag: string) => void;
  readonly onAbout: (flag: string) => void;
  /** `on`: these servers; empty: all that use it. */
  readonly onEdit: (flag: string, on: readonly string[]) => void;
  /** Why nobody may edit here; null: one may. */
  readonly refusal: string | null;
  readonly onReveal: (flag: string, server: string) => void;
  /** Why nobody may see secrets here; null: one may. */
  readonly revealRefusal: string | null;
}

interface Options extends BoardActions {
  readonly roles: readonly string[];
  /** The process with a column of its own. */
  readonly focus: Process | null;
}

/** What a cell of a flag's row is sorted by; rows of processes follow theirs. */
function ofFlag(read: (flag: BoardRow["flag"]) => CellValue): (row: BoardRow) => CellValue {
  return ({ flag }) => read(flag);
}

const TITLES: Readonly<Record<string, string>> = { meta: "Meta", replica: "Replica", collector: "Collector" };

export function roleTitle(role: string): string {
  return TITLES[role] ?? role;
}

export function boardColumns({ roles, focus, ...actions }: Options): readonly Column<BoardRow>[] {
  return [
    {
      id: "name",
      header: "Name",
      value: ofFlag(({ name }) => name),
      filterText: ({ flag }) => `${flag.name} ${flag.item.type}`,
      cell: (row) => <NameCell row={row} onToggle={actions.onToggle} onAbout={actions.onAbout} />,
      width: 264,
      grow: true,
      rowHeader: true,
    },
    ...(focus === null ? [] : [focusColumn(focus, actions)]),
    ...roles.map((role) => roleColumn(role, actions)),
    {
      id: "differ",
      header: "Differ",
      hint: "Processes that use the flag and have something else than most of their role",
      value: ofFlag(({ differing }) => differing),
      numeric: true,
      cell: (row) => <DifferCell row={row} />,
      width: 94,
    },
    {
      id: "edit",
      header: "Change",
      hint: "Whether it can be changed while the servers run",
      value: ofFlag(({ mutable }) => (mutable ? "mutable" : "restart")),
      filterText: null,
      cell: (row) => <EditCell row={row} focus={focus?.server ?? null} {...actions} />,
      width: 116,
    },
    {
      id: "default",
      header: "Default",
      hint: "Of the code, as far as this dashboard knows the version",
      value: ofFlag(({ fact }) => fact?.default ?? null),
      filterText: null,
      cell: (row) => (row.kind === "flag" ? <Default row={row.flag} /> : null),
      width: 96,
    },
    {
      id: "section",
      header: "Section",
      width: 116,
      value: ofFlag(({ item }) => item.section),
      cell: flagOnly((flag) => flag.item.section),
    },
    {
      id: "description",
      header: "Meaning",
      value: ofFlag(({ item }) => item.description),
      filterText: ({ flag }) => `${flag.fact?.meaning ?? ""} ${flag.item.description}`,
      cell: flagOnly(({ item, fact }) => <span title={item.description}>{fact?.meaning ?? item.description}</span>),
      width: 220,
      grow: true,
    },
  ];
}

function flagOnly(draw: (flag: BoardRow["flag"]) => React.ReactNode): (row: BoardRow) => React.ReactNode {
  return (row) => (row.kind === "flag" ? draw(row.flag) : null);
}

function roleColumn(role: string, actions: BoardActions): Column<BoardRow> {
  return {
    id: role,
    header: roleTitle(role),
    hint: `What most ${role} servers have`,
    value: ({ flag }) => flag.roles.find((one) => one.role === role)?.common ?? null,
    // Also by the values of those who differ.
    filterText: ({ flag }) => flag.roles.find((one) => one.role === role)?.values.join(" ") ?? "",
    cell: (row) =>
      row.kind === "flag" ? (
        <RoleCell flag={row.flag} role={role} />
      ) : row.role === role ? (
        <ProcessCell row={row} {...actions} />
      ) : null,
    width: 136,
  };
}

function focusColumn(process: Process, actions: BoardActions): Column<BoardRow> {
  const { server, role, leader, items } = process;
  return {
    id: "process",
    header: server,
    hint: `What ${server} has`,
    value: ({ flag }) => items[flag.name]?.value ?? null,
    cell: ({ kind, flag }) => {
      if (kind === "process") return null;
      const value = items[flag.name]?.value ?? null;
      const differs = differsFrom(flag, process) ?? false;
      const problem = value === null ? "has no such flag" : null;
      return (
        <ProcessCell
          row={{ kind: "process", flag, server, role, leader, value, differs, problem }}
          {...actions}
          alone
        />
      );
    },
    width: 160,
  };
}

function DifferCell({ row }: { readonly row: BoardRow }) {
  if (row.kind === "process") {
    return row.differs ? <HealthBadge severity="warning">differs</HealthBadge> : null;
  }
  const { differing, secret } = row.flag;
  if (secret)
    return (
      <span className="flag-none" title="Secrets are hidden, and so cannot be compared">
        hidden
      </span>
    );
  return differing === 0 ? (
    <span className="flag-none">0</span>
  ) : (
    <HealthBadge severity="warning">{differing}</HealthBadge>
  );
}

function Default({ row: { fact, changed } }: { readonly row: BoardRow["flag"] }) {
  if (fact === null)
    return (
      <span className="flag-none" title="This dashboard does not know this flag">
        unknown
      </span>
    );
  if (fact.default === "") return <span className="flag-none">empty</span>;
  return (
    <span
      className={changed ? undefined : "flag-none"}
      title={changed ? `${fact.default}; some process has something else` : fact.default}
    >
      <MiddleCut text={fact.default} />
    </span>
  );
}
