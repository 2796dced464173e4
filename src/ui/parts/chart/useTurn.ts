import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import { useCharts } from "./ChartsContext.ts";

/** False until it is this component's turn to draw what takes its time. */
export function useTurn(): boolean {
  const { turns } = useCharts();
  const [mine, setMine] = useState(false);
  // Drawn within the turn, or React would do all of them together.
  useEffect(() => turns.take(() => flushSync(() => setMine(true))), [turns]);
  return mine;
}
