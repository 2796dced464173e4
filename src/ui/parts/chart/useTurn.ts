import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useCharts } from "./ChartsContext.ts";

/** False until it is this component's turn to draw what takes its time. It waits for one from when it has something to draw. */
export function useTurn(wanted: boolean): boolean {
  const { turns } = useCharts();
  const [mine, setMine] = useState(false);
  // Drawn within the turn, or React would do all of them together.
  useEffect(() => (wanted ? turns.take(() => flushSync(() => setMine(true))) : undefined), [turns, wanted]);
  return mine;
}
