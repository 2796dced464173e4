// Columns of functions with what they cost: of one profile amounts and shares, of two both amounts and the change.
import { Link } from "react-router";
import { MiddleCut } from "../../parts/MiddleCut.tsx";
import type { Column } from "../../parts/table-column.ts";
import { formatAmount, formatChange, formatShare } from "./measures.ts";
import { changeIn } from "./model.ts";

interface Figure<Row> {
  readonly id: string;
  readonly header: string;
  /** By profile. */
  readonly of: (row: Row) => readonly number[];
}

interface Wanted<Row> {
  /** Of the column of names. */
  readonly header: string;
  readonly unit: string;
  /** By profile: what everything costs. */
  readonly all: readonly number[];
  /** Null: there is no function. */
  readonly nameOf: (row: Row) => string | null;
  readonly linkOf: (row: Row) => string;
  readonly figures: readonly Figure<Row>[];
}

const NOBODY = "(nobody: the stack begins here)";

export function functionColumns<Row>(wanted: Wanted<Row>): readonly Column<Row>[] {
  const { header, nameOf, linkOf, figures, all } = wanted;
  const name: Column<Row> = {
    id: "name",
    header,
    width: 200,
    grow: true,
    rowHeader: true,
    value: nameOf,
    cell: (row) => {
      const text = nameOf(row);
      return text === null ? (
        NOBODY
      ) : (
        <Link to={linkOf(row)}>
          <MiddleCut text={text} tail={20} />
        </Link>
      );
    },
  };
  return [...figures.flatMap((figure) => (all.length > 1 ? compared(figure, wanted) : alone(figure, wanted))), name];
}

function alone<Row>({ id, header, of }: Figure<Row>, { unit, all: [all = 0] }: Wanted<Row>): Column<Row>[] {
  const amountOf = (row: Row): number => of(row)[0] ?? 0;
  return [
    amount({ id, header, of: amountOf, unit }),
    {
      id: `${id}Share`,
      header: `${header} %`,
      width: 72,
      numeric: true,
      value: amountOf,
      cell: (row) => formatShare(amountOf(row), all),
    },
  ];
}

function compared<Row>({ id, header, of }: Figure<Row>, { unit, all }: Wanted<Row>): Column<Row>[] {
  return [
    amount({ id: `${id}Before`, header: `${header} before`, of: (row) => of(row)[0] ?? 0, unit }),
    amount({ id: `${id}After`, header: "after", of: (row) => of(row)[1] ?? 0, unit }),
    {
      id: `${id}Change`,
      header: "change",
      hint: "Of the share of each profile, in points of percent",
      width: 74,
      numeric: true,
      value: (row) => changeIn(of(row), all),
      cell: (row) => formatChange(changeIn(of(row), all) ?? 0),
    },
  ];
}

function amount<Row>(figure: {
  readonly id: string;
  readonly header: string;
  readonly of: (row: Row) => number;
  readonly unit: string;
}): Column<Row> {
  const { id, header, of, unit } = figure;
  return {
    id,
    header,
    width: 92,
    numeric: true,
    value: of,
    cell: (row) => formatAmount(of(row), unit),
  };
}
