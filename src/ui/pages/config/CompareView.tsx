// Two processes beside each other, or one and the defaults, or two clusters.
import { parseAsBoolean, useQueryState } from "nuqs";
import { useMemo } from "react";
import { Link } from "react-router";
import { plural } from "../../format.ts";
import { DataTable } from "../../parts/DataTable.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import type { Column } from "../../parts/table-column.ts";
import { useTableState } from "../../parts/useTableState.ts";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { compareSides, readSide, sideFlags, writeSide, type ComparedFlag, type Side } from "./comparison.ts";
import { SidePicker } from "./SidePicker.tsx";
import { useBoard } from "./use-board.ts";
import { useView } from "./url-state.ts";

interface Properties {
  readonly cluster: string;
  /** As in the address. */
  readonly left: string;
  readonly right: string;
}

export function CompareView({ cluster, left, right }: Properties) {
  const [, setView] = useView();
  const clusters = useLiveOptional(queries.clusters()).live?.data ?? [];
  const sides = [readSide(left, cluster), readSide(right, cluster)] as const;
  const [one, other] = [useBoard(sides[0].cluster), useBoard(sides[1].cluster)];
  const picked = (side: Side): string => writeSide(side, cluster);
  return (
    <>
      <div className="compare-bar">
        <SidePicker
          label="Left"
          side={sides[0]}
          clusters={clusters}
          board={one.board}
          onPick={(side) => void setView({ left: picked(side) })}
        />
        <button
          type="button"
          className="icon-button"
          aria-label="Swap the sides"
          title="Swap the sides"
          onClick={() => void setView({ left: right, right: left })}
        >
          <Icon name="swap" />
        </button>
        <SidePicker
          label="Right"
          side={sides[1]}
          clusters={clusters}
          board={other.board}
          onPick={(side) => void setView({ right: picked(side) })}
        />
      </div>
      <Compared cluster={cluster} sides={sides} boards={[one, other]} />
    </>
  );
}

interface ComparedProperties {
  readonly cluster: string;
  readonly sides: readonly [Side, Side];
  readonly boards: readonly [ReturnType<typeof useBoard>, ReturnType<typeof useBoard>];
}

function Compared({ cluster, sides, boards }: ComparedProperties) {
  const state = useTableState();
  const [all, setAll] = useQueryState("all", parseAsBoolean.withDefault(false));
  const [left, right] = sides;
  const [one, other] = [boards[0].board, boards[1].board];
  const found = useMemo(() => [sideFlags(left, one), sideFlags(right, other)] as const, [left, one, right, other]);
  const rows = useMemo(
    () => (found[0] === null || found[1] === null ? null : compareSides(found[0], found[1])),
    [found],
  );
  const columns = useMemo(
    () => comparedColumns(cluster, titleOf(left, cluster), titleOf(right, cluster)),
    [cluster, left, right],
  );
  if (rows === null) {
    const missing = found[0] === null ? 0 : 1;
    const { board, failure } = boards[missing];
    if (failure !== null && board === null) return <Failure failure={failure} />;
    if (board?.complete !== true) return <Loading height={300} label="Asking the processes…" />;
    return (
      <p>{titleOf(sides[missing], cluster)} does not answer, or is not there: there is nothing to compare with.</p>
    );
  }
  const shown = all ? rows : rows.filter(({ verdict }) => verdict !== "same" && verdict !== "hidden");
  return (
    <DataTable
      name="Comparison"
      rows={shown}
      columns={columns}
      rowId={({ name }) => name}
      state={state}
      filterLabel="Filter by name, value, section, description"
      rowSeverity={({ verdict }) => (verdict === "differs" ? "warning" : "ok")}
      toolbar={
        <label className="flag-filter">
          <input type="checkbox" checked={all} onChange={(event) => void setAll(event.currentTarget.checked || null)} />
          Also the{" "}
          {plural(
            rows.length - rows.filter(({ verdict }) => verdict !== "same" && verdict !== "hidden").length,
            "flag",
          )}{" "}
          in which they do not differ
        </label>
      }
      empty="They do not differ in any flag."
    />
  );
}

function titleOf({ cluster, what }: Side, here: string): string {
  const name = what === "default" ? "Default" : /^[a-z]+$/.test(what) ? `Most ${what} servers` : what;
  return cluster === here || what === "default" ? name : `${cluster}: ${name}`;
}

const VERDICTS = {
  same: "same",
  differs: "differs",
  "only left": "only left has it",
  "only right": "only right has it",
  hidden: "hidden",
} as const;

function comparedColumns(cluster: string, left: string, right: string): readonly Column<ComparedFlag>[] {
  return [
    {
      id: "name",
      header: "Name",
      value: ({ name }) => name,
      cell: ({ name }) => (
        <Link to={paths.config(cluster, { flag: name, about: name })}>
          <code>
            <MiddleCut text={name} tail={12} />
          </code>
        </Link>
      ),
      width: 230,
      grow: true,
      rowHeader: true,
    },
    valueColumn("left", left, (flag) => flag.left),
    valueColumn("right", right, (flag) => flag.right),
    {
      id: "verdict",
      header: "Verdict",
      value: ({ verdict }) => VERDICTS[verdict],
      cell: ({ verdict }) =>
        verdict === "same" || verdict === "hidden" ? (
          <span
            className="flag-none"
            title={verdict === "hidden" ? "Secrets are hidden, and so cannot be compared" : undefined}
          >
            {VERDICTS[verdict]}
          </span>
        ) : (
          <HealthBadge severity="warning">{VERDICTS[verdict]}</HealthBadge>
        ),
      width: 140,
    },
    { id: "section", header: "Section", width: 124, value: ({ section }) => section },
    {
      id: "description",
      header: "Description",
      value: ({ description }) => description,
      cell: ({ description }) => <span title={description}>{description}</span>,
      width: 220,
      grow: true,
    },
  ];
}

function valueColumn(id: string, header: string, read: (flag: ComparedFlag) => string | null): Column<ComparedFlag> {
  return {
    id,
    header,
    hint: header,
    value: read,
    cell: (flag) => {
      const value = read(flag);
      if (value === null) return <span className="flag-none">no such flag</span>;
      return value === "" ? <span className="flag-none">empty</span> : <code title={value}>{value}</code>;
    },
    width: 190,
  };
}
