// One chart, as a board names it and an address carries it. Pure.
import { combine, drawFor, highest, type Draw } from "../parts/chart/combine.ts";
import type { Curves } from "../parts/chart/curves.ts";
import { measured, type ChartScope, type Measured } from "./measured.ts";

export interface ChartSpec {
  readonly metric: string;
  readonly scope: ChartScope;
  /** Empty: all there are. */
  readonly ids: readonly string[];
  readonly draw: Draw;
  /** How many lines, where `draw` is `top`. */
  readonly most: number;
}

const SCOPE_WORDS: Readonly<Record<ChartScope, readonly [one: string, many: string]>> = {
  cluster: ["cluster", "cluster"],
  server: ["node", "nodes"],
  app: ["app", "apps"],
  partition: ["partition", "partitions"],
  disk: ["disk", "disks"],
  task: ["task", "tasks"],
  queue: ["queue", "queues"],
  entity: ["entity", "entities"],
};

export function scopeWord(scope: ChartScope, count = 1): string {
  return SCOPE_WORDS[scope][count === 1 ? 0 : 1];
}

/** What is drawn of the curves there are: one is drawn as it is. */
export function drawn(curves: Curves, { draw, most }: ChartSpec, { quantity }: Measured): Curves {
  if (curves.curves.length < 2) return curves;
  const lines = draw === "top" ? highest(curves.curves, most) : combine(curves.curves, drawFor(quantity, draw));
  return { ...curves, curves: lines };
}

/** Whether the gateway may send only the highest: what is combined needs all. */
export function topOf({ draw, most, scope }: ChartSpec): number | null {
  return draw === "top" && scope !== "cluster" ? most : null;
}

const DRAWN_WORDS = { sum: "sum", avg: "average", max: "highest", spread: "spread" } as const;

/** Of what the chart is, in words. */
export function specWords(spec: ChartSpec, { quantity }: Measured, lines: number): string {
  const { scope, ids, draw, most } = spec;
  if (scope === "cluster") return quantity.kind === "percentile" ? "highest of the cluster" : "of the cluster";
  const of = ids.length === 0 ? scopeWord(scope, 2) : scopeWord(scope, ids.length);
  if (ids.length === 1 && lines < 2) return `of one ${of}`;
  if (draw !== "top") {
    const drawnAs = drawFor(quantity, draw);
    const instead = drawnAs === draw ? "" : ` (never the ${DRAWN_WORDS[draw]} of such values)`;
    return `${DRAWN_WORDS[drawnAs]} of ${of}${instead}`;
  }
  return lines < most ? `each of the ${of}` : `the ${most} ${of} with the highest means`;
}

const SEPARATOR = "~";
const KNOWN_SCOPES = Object.keys(SCOPE_WORDS);
/** No more lines are told apart by anyone. */
const MOST_LINES = 100;

/** `read_requests~server~top5~r1:34801,r2:34801`, for the address. */
export function writeSpec({ metric, scope, ids, draw, most }: ChartSpec): string {
  const how = draw === "top" ? `top${most}` : draw;
  return [metric, scope, how, ...(ids.length === 0 ? [] : [ids.join(",")])].join(SEPARATOR);
}

/** Null: it is none, or of a metric that nobody knows. What is wrong in it otherwise falls back. */
export function readSpec(text: string): ChartSpec | null {
  const [name = "", scopeText = "", how = "", idText = ""] = text.split(SEPARATOR);
  const found = measured(name);
  if (found === null) return null;
  const standard = standardSpec(found);
  const scope = KNOWN_SCOPES.includes(scopeText) ? found.scopes.find((one) => one === scopeText) : undefined;
  const top = Number(/^top(\d{1,3})$/.exec(how)?.[1] ?? 0);
  const draw = (["sum", "avg", "max", "spread"] as const).find((one) => one === how) ?? "top";
  return {
    metric: found.name,
    scope: scope ?? standard.scope,
    ids: scope === undefined ? [] : idText.split(",").filter((id) => id !== ""),
    draw,
    most: top >= 1 && top <= MOST_LINES ? top : standard.most,
  };
}

export function standardSpec({ name, scopes }: Measured): ChartSpec {
  return { metric: name, scope: scopes[0] ?? "cluster", ids: [], draw: "top", most: 10 };
}
