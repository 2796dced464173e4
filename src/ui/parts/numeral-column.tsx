import { Numeral, type NumberKind } from "./Numbers.tsx";
import type { Column } from "./table-column.ts";

interface Figure<Row> extends Pick<Column<Row>, "id" | "header" | "width"> {
  readonly hint?: string;
  readonly as: NumberKind;
  readonly of: (row: Row) => number | bigint | null | undefined;
  /** Why a row has no value. */
  readonly missing?: (row: Row) => string;
  /** Whether the value is bad news, which is written bold. */
  readonly bad?: (value: number | bigint) => boolean;
}

/** A column of numbers with one unit. */
export function numeralColumn<Row>(figure: Figure<Row>): Column<Row> {
  const { id, header, width, hint, as, of, missing, bad } = figure;
  return {
    id,
    header,
    width,
    numeric: true,
    ...(hint === undefined ? {} : { hint }),
    value: (row) => of(row) ?? null,
    cell: (row) => {
      const value = of(row) ?? null;
      const numeral = <Numeral value={value} as={as} {...(missing === undefined ? {} : { missing: missing(row) })} />;
      return value !== null && bad?.(value) === true ? <strong>{numeral}</strong> : numeral;
    },
  };
}
