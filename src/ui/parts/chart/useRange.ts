// The range of a page's charts, in its URL: `range=6h`, or `from` and `to` of what was zoomed to.
import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import type { Span } from "./curves.ts";
import { LASTS, readRange, zoomed, type Last, type Range } from "./range.ts";

const PARSERS = {
  range: parseAsStringLiteral(LASTS).withDefault("1h"),
  from: parseAsInteger,
  to: parseAsInteger,
};

export interface RangeState {
  readonly range: Range;
  readonly setLast: (last: Last) => void;
  readonly zoom: (span: Span) => void;
  readonly reset: () => void;
}

/** Back undoes a zoom. */
export function useRange(): RangeState {
  const [{ range: last, from, to }, set] = useQueryStates(PARSERS, { history: "push" });
  return useMemo(
    () => ({
      range: readRange(last, from, to),
      setLast: (next) => void set({ range: next, from: null, to: null }),
      zoom: (span) => {
        const [start, end] = zoomed(span);
        void set({ from: start, to: end });
      },
      reset: () => void set({ from: null, to: null }),
    }),
    [last, from, to, set],
  );
}
