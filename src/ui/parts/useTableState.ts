// How a table is sorted and filtered, kept in the URL. Bad values fall back quietly.
import { createParser, parseAsString, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { readSort, writeSort, type Sort } from "./table-column.ts";

export interface TableState {
  readonly sort: Sort | null;
  readonly setSort: (sort: Sort) => void;
  /** The text filter; empty: none. */
  readonly filter: string;
  readonly setFilter: (text: string) => void;
}

const sortParser = createParser({
  parse: readSort,
  serialize: writeSort,
  eq: (a, b) => a.id === b.id && a.desc === b.desc,
});

const PARSERS = { sort: sortParser, q: parseAsString.withDefault("") };

/** `prefix` keeps several tables of one page apart: `?nodes-sort=-qps&nodes-q=r1`; without it `?sort=…&q=…`. */
export function useTableState(prefix = ""): TableState {
  const urlKeys = useMemo(
    () => (prefix === "" ? { sort: "sort", q: "q" } : { sort: `${prefix}-sort`, q: `${prefix}-q` }),
    [prefix],
  );
  const [state, setState] = useQueryStates(PARSERS, { urlKeys });
  return useMemo(
    () => ({
      sort: state.sort,
      setSort: (sort) => void setState({ sort }),
      filter: state.q,
      setFilter: (text) => void setState({ q: text }),
    }),
    [state, setState],
  );
}
