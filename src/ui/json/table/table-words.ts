// What is asked of a table and told of it.

export interface Column {
  /** `attributes.table_id` for what is one object further in. */
  readonly name: string;
  /** All that is in it is numbers, or strings that are: they stand to the right, and are sorted by size. */
  readonly numeric: boolean;
  /** Characters of what is in its first rows, at most about 40. */
  readonly width: number;
}

/** For what a row is called by: its key, or its position. */
export const ROW_NAME = "";

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

export interface TableWish {
  readonly sort: Sort | null;
  /** Rows with this in any of their cells, in whatever case. */
  readonly filter: string;
}
