// What all charts of a page share: the crosshair, the range and how to change it, and what happened meanwhile.
import { createContext, useContext, useMemo, useSyncExternalStore } from "react";
import type { Span } from "./curves.ts";
import { newCursor, type Cursor } from "./cursor.ts";
import { marksOf, type Happening, type Mark } from "./marks.ts";
import { newTurns, type Turns } from "./turns.ts";

export interface Charts {
  readonly cursor: Cursor;
  readonly turns: Turns;
  /** ms since epoch. */
  readonly zoom: (span: Span) => void;
  /** Back to the last so long. */
  readonly reset: () => void;
  readonly happenings: readonly Happening[];
}

export const ChartsContext = createContext<Charts>({
  cursor: newCursor(),
  turns: newTurns((work) => setTimeout(work)),
  zoom: () => {},
  reset: () => {},
  happenings: [],
});

export function useCharts(): Charts {
  return useContext(ChartsContext);
}

/** ms since epoch; null: the crosshair is nowhere. */
export function useCursorAt(): number | null {
  const { cursor } = useCharts();
  return useSyncExternalStore(cursor.listen, cursor.at);
}

/** What happened within a span. */
export function useMarks(span: Span): readonly Mark[] {
  const { happenings } = useCharts();
  return useMemo(() => marksOf(happenings, span), [happenings, span]);
}
