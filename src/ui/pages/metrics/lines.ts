// Which lines a chart has: all nodes together and each of the busiest ones, or one node alone. Pure.
import type { ChartFacts } from "./charts.ts";
import { busiest, serversIn, TOGETHER, type Sample } from "./history.ts";
import { styleOf, TOGETHER_STYLE, type LineStyle } from "./line-style.ts";

export interface Line {
  /** A server, or TOGETHER. */
  readonly series: string;
  readonly label: string;
  readonly style: LineStyle;
}

/** More lines than these are a tangle. */
const MOST_NODES = 7;

export interface Lines {
  readonly lines: readonly Line[];
  /** What is not drawn; empty: all is. */
  readonly note: string;
}

/** `server`: only this one; null: all of them. */
export function linesOf(facts: ChartFacts, history: readonly Sample[], server: string | null): Lines {
  const servers = serversIn(history);
  const nodeLine = (name: string): Line => ({
    series: name,
    label: name,
    style: styleOf(Math.max(0, servers.indexOf(name))),
  });
  if (server !== null) return { lines: [nodeLine(server)], note: "" };
  const drawn = busiest(history, facts.metric, MOST_NODES);
  return {
    lines: [{ series: TOGETHER, label: facts.together, style: TOGETHER_STYLE }, ...drawn.map((name) => nodeLine(name))],
    note:
      drawn.length < servers.length ? `all nodes together and the ${drawn.length} highest of ${servers.length}` : "",
  };
}
