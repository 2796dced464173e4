// What of the page is in its address. Bad values fall back quietly.
import { parseAsArrayOf, parseAsBoolean, parseAsInteger, parseAsString, useQueryStates } from "nuqs";

const FILTERS = {
  /** Only flags of which processes differ; that can be changed; that are not the default; that were changed here. */
  differs: parseAsBoolean.withDefault(false),
  mutable: parseAsBoolean.withDefault(false),
  set: parseAsBoolean.withDefault(false),
  here: parseAsBoolean.withDefault(false),
  section: parseAsString.withDefault(""),
  /** Only flags that servers of this role use. */
  role: parseAsString.withDefault(""),
};

export type Filters = { readonly [Name in keyof typeof FILTERS]: (typeof FILTERS)[Name]["defaultValue"] };

export function useFilters() {
  return useQueryStates(FILTERS);
}

const VIEW = {
  /** A process whose values have a column of their own. */
  server: parseAsString,
  /** The flag that is told about. */
  flag: parseAsString,
  /** Flags whose processes are listed. */
  open: parseAsArrayOf(parseAsString).withDefault([]),
  left: parseAsString,
  right: parseAsString,
};

export function useView() {
  return useQueryStates(VIEW, { history: "push" });
}

const DIALOG = {
  edit: parseAsString,
  on: parseAsArrayOf(parseAsString).withDefault([]),
  value: parseAsString,
  undo: parseAsInteger,
};

/** Which dialog is open; null closes it. */
export function useDialogState() {
  const [state, setState] = useQueryStates(DIALOG);
  return {
    state,
    edit: (flag: string, on: readonly string[] = []) =>
      void setState({ edit: flag, on: [...on], value: null, undo: null }),
    close: () => void setState(null),
  };
}
