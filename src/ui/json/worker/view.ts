// What the page is told after each change: the state of the document, and the rows in view.
import type { Bits } from "../core/bits.ts";
import { lineageOf } from "../core/nodes.ts";
import { jqPath, jsonPath } from "../core/path.ts";
import type { Intake } from "./intake.ts";
import { stepsTo, type Outline, type Place } from "./outline.ts";
import type { Chosen, DocumentState, FromWorker, RowFacts, SearchState } from "./protocol.ts";
import { factsOf, type Marks } from "./row-facts.ts";
import { stringBeginning } from "./value-text.ts";
import type { Walker } from "./walker.ts";

export interface Window {
  readonly from: number;
  readonly to: number;
  /** The first row that is seen whole. */
  readonly top: number;
}

export interface Shown {
  readonly generation: number;
  readonly version: number;
  readonly intake: Intake;
  /** Null: no tree to be shown. */
  readonly outline: Outline | null;
  readonly window: Window;
  readonly walker: Walker | null;
  readonly matches: Bits | null;
  readonly search: Omit<SearchState, "at">;
  readonly marks: Marks;
  readonly changes: number | null;
}

type View = Extract<FromWorker, { kind: "view" }>;

/** Rows at once: no screen shows more. */
const MOST_ROWS = 400;

export function viewOf(shown: Shown): View {
  const { outline, window, marks } = shown;
  const from = Math.max(0, Math.min(window.from, (outline?.rowCount ?? 0) - 1));
  const to = Math.min(window.to, from + MOST_ROWS, outline?.rowCount ?? 0);
  const rows: RowFacts[] = [];
  for (let row = from; row < to; row++) {
    const place = outline?.placeAt(row);
    if (place != null) rows.push(factsOf(place, row, marks));
  }
  return { kind: "view", generation: shown.generation, version: shown.version, state: stateOf(shown), from, rows };
}

function stateOf({ intake, outline, window, walker, matches, search, marks, changes }: Shown): DocumentState {
  const { index } = intake;
  const levels = Math.max(0, index.perDepth.length - 1);
  const level = outline?.fold.level ?? null;
  const at = walker !== null && matches?.has(walker.node) === true ? matches.rank(walker.node) + 1 : 0;
  return {
    phase: intake.done ? "ready" : "reading",
    kind: intake.kind,
    bytes: intake.byteLength,
    problem: intake.problem,
    nodes: index.nodeCount,
    levels,
    rowCount: outline?.rowCount ?? 0,
    level: level !== null && level >= levels ? "all" : level,
    chosen: walker === null ? null : chosenOf(walker.chosen, walker.times, marks),
    above: outline === null ? [] : rowsAbove(outline, window.top, marks),
    search: { ...search, at },
    changes,
  };
}

function chosenOf(place: Place, times: number, marks: Marks): Chosen {
  const steps = stepsTo(place);
  const facts = factsOf(place, place.outline.rowOf(place.node), marks);
  return { facts, jsonPath: jsonPath(steps), jqPath: jqPath(steps), value: stringBeginning(place), times };
}

/** Of many the outermost, and the innermost. */
const OUTER = 3;
const INNER = 9;

/** Those that hold the first row in view and have scrolled away above it. */
function rowsAbove(outline: Outline, top: number, marks: Marks): RowFacts[] {
  const place = outline.placeAt(top);
  if (place === null) return [];
  const line = placesAbove(place);
  const some = line.length > OUTER + INNER ? [...line.slice(0, OUTER), ...line.slice(-INNER)] : line;
  return some.map((above) => factsOf(above, above.outline.rowOf(above.node), marks));
}

function placesAbove({ outline, node }: Place): Place[] {
  const own = lineageOf(outline.index, node).slice(0, -1);
  if (outline.host === null) return own.map((at) => ({ outline, node: at }));
  return [...placesAbove(outline.host), outline.host, ...own.slice(1).map((at) => ({ outline, node: at }))];
}
