// Everything of the explorer that can be linked to. Bad values fall back quietly.
import {
  createParser,
  parseAsBoolean,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
  useQueryStates,
} from "nuqs";
import { useMemo } from "react";
import { DEFAULT_VIEW, LAYOUTS, SEARCH_MODES, SEARCH_SCOPES, VIEWS, type ViewState } from "../../json/view-state.ts";
import { readPair, writePair } from "./comparison.ts";

export const LEADER = "leader";
export const TABS = ["answer", "servers", "history"] as const;
/** Seconds between repeated requests; 0: not repeated. */
export const REPEATS = [0, 1, 2, 5, 10, 30, 60] as const;
export const FLEET_ROLES = ["all", "meta", "replica", "collector"] as const;
export type FleetRole = (typeof FLEET_ROLES)[number];

const pairParser = createParser({
  parse: readPair,
  serialize: writePair,
  eq: (a, b) => writePair(a) === writePair(b),
});

const PARSERS = {
  server: parseAsString.withDefault(LEADER),
  path: parseAsString.withDefault("/"),
  q: parseAsString.withDefault(""),
  tab: parseAsStringLiteral(TABS).withDefault("answer"),
  every: parseAsNumberLiteral(REPEATS).withDefault(0),
  compare: pairParser,
  /** An answer of the history, shown as it was. */
  kept: parseAsString,
  role: parseAsStringLiteral(FLEET_ROLES).withDefault("all"),
  /** A path into the answers of all servers. */
  value: parseAsString.withDefault(""),
  /** What the list of calls is filtered by. */
  calls: parseAsString.withDefault(""),
};

export function useExplorerUrl() {
  return useQueryStates(PARSERS, { history: "push" });
}

const levelParser = createParser<number | "all">({
  parse: (text) => (text === "all" ? "all" : /^\d{1,4}$/.test(text) ? Number(text) : null),
  serialize: String,
});

const VIEW_PARSERS = {
  view: parseAsStringLiteral(VIEWS).withDefault(DEFAULT_VIEW.view),
  level: levelParser,
  at: parseAsString.withDefault(DEFAULT_VIEW.at),
  find: parseAsString.withDefault(DEFAULT_VIEW.find),
  mode: parseAsStringLiteral(SEARCH_MODES).withDefault(DEFAULT_VIEW.mode),
  scope: parseAsStringLiteral(SEARCH_SCOPES).withDefault(DEFAULT_VIEW.scope),
  matchCase: parseAsBoolean.withDefault(DEFAULT_VIEW.matchCase),
  onlyMatches: parseAsBoolean.withDefault(DEFAULT_VIEW.onlyMatches),
  layout: parseAsStringLiteral(LAYOUTS).withDefault(DEFAULT_VIEW.layout),
  onlyDifferences: parseAsBoolean.withDefault(DEFAULT_VIEW.onlyDifferences),
};
const VIEW_KEYS = { matchCase: "case", onlyMatches: "matches", onlyDifferences: "differences" } as const;

export interface ShownView {
  readonly state: ViewState;
  readonly onState: (changed: Partial<ViewState>) => void;
  /** Of another request nothing of this is meant any more. */
  readonly forget: () => void;
}

/** How the viewer shows the document. Moving about in it makes no history. */
export function useViewUrl(): ShownView {
  const [state, setState] = useQueryStates(VIEW_PARSERS, { history: "replace", urlKeys: VIEW_KEYS });
  return useMemo(
    () => ({ state, onState: (changed) => void setState(changed), forget: () => void setState(null) }),
    [state, setState],
  );
}
