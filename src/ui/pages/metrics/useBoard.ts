// What the page shows, in its URL. Bad values fall back quietly.
import { createParser, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { useMemo } from "react";
import { HISTORY_FUNCTIONS } from "#api/history.ts";
import { readSpec, writeSpec, type ChartSpec } from "../../history/spec.ts";
import { DRAWS } from "../../parts/chart/combine.ts";
import { BYS } from "./board-specs.ts";
import { BOARDS, OWN_BOARD } from "./boards.ts";

/** Several charts in one parameter; those that cannot be read are left out. */
const specsParser = createParser<ChartSpec[]>({
  parse: (text) => text.split(";").flatMap((one) => readSpec(one) ?? []),
  serialize: (specs) => specs.map((spec) => writeSpec(spec)).join(";"),
  eq: (a, b) => a.map((spec) => writeSpec(spec)).join(";") === b.map((spec) => writeSpec(spec)).join(";"),
});

const PARSERS = {
  board: parseAsStringLiteral([...BOARDS.map(({ id }) => id), OWN_BOARD]).withDefault("overview"),
  by: parseAsStringLiteral(BYS).withDefault("cluster"),
  server: parseAsString,
  app: parseAsString,
  draw: parseAsStringLiteral(DRAWS).withDefault("top"),
  most: parseAsInteger.withDefault(10),
  fn: parseAsStringLiteral(HISTORY_FUNCTIONS).withDefault("avg"),
  charts: specsParser.withDefault([]),
};

/** How many lines a chart may have. */
export const LINE_COUNTS: readonly number[] = [5, 10, 20, 50, 100];

export function useBoard() {
  const [state, set] = useQueryStates(PARSERS, { history: "push" });
  return useMemo(() => ({ ...state, most: LINE_COUNTS.includes(state.most) ? state.most : 10, set }), [state, set]);
}

export type BoardState = ReturnType<typeof useBoard>;
