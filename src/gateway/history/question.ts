// What is asked of the history, read from the query of a request.
import { HISTORY_FUNCTIONS, HISTORY_LIMIT, type HistoryFunction, type HistoryQuestion } from "#api/history.ts";
import { KEPT_METRICS, SCOPES, keptMetric, type Scope } from "#pegasus/kept-metrics.ts";
import { SECOND } from "../clock.ts";
import { GatewayFailure } from "../failure.ts";
import { readDuration } from "../file/quantities.ts";

const HOUR = 3600 * SECOND;
const PARAMETERS = ["metric", "scope", "id", "from", "to", "step", "fn", "top"] as const;
/** Values a series, where no step is asked for. */
const STANDARD_STEPS = 600;
const MOST_TOP = 500;

type Query = Readonly<Record<string, string | undefined>>;

function refuse(sentence: string): never {
  throw new GatewayFailure("bad-request", sentence);
}

function listed(text: string): string[] {
  return [...new Set(text.split(",").map((item) => item.trim()))].filter((item) => item !== "");
}

/** @throws {GatewayFailure} bad-request, in a sentence */
export function readQuestion(query: Query, now: number): HistoryQuestion {
  refuseUnknown(query, PARAMETERS);
  const metrics = listed(query["metric"] ?? "");
  if (metrics.length === 0) refuse("metric names nothing; leave it out to see what is kept.");
  if (metrics.length > HISTORY_LIMIT.metrics) refuse(`metric names ${HISTORY_LIMIT.metrics} metrics at most.`);
  const scope = readScope(query["scope"]);
  for (const name of metrics) {
    const scopes = keptMetric(name)?.scopes;
    if (scopes === undefined) refuse(`metric: "${name}" is not kept${likely(name)}; leave metric out to see what is.`);
    if (!scopes.includes(scope)) refuse(`scope: ${name} is kept of ${scopes.join(", ")}, not of ${scope}.`);
  }
  const { from, to } = readTimes(query, now, HOUR);
  const step = readStep(query["step"]);
  if (step !== null && (to - from) / step > HISTORY_LIMIT.steps)
    refuse(`step: there would be more than ${HISTORY_LIMIT.steps} values of each series; take a longer one.`);
  const ids = query["id"] === undefined ? null : listed(query["id"]);
  if (ids?.length === 0) refuse("id names nothing; leave it out for all there are.");
  if (scope === "cluster" && ids !== null) refuse("id: the cluster is one; leave it out.");
  return { metrics, scope, ids, from, to, step, fn: readFunction(query["fn"]), top: readTop(query["top"]) };
}

/** ms. Where no step was asked for. */
export function standardStep({ from, to }: Pick<HistoryQuestion, "from" | "to">): number {
  return Math.max(1, Math.ceil((to - from) / STANDARD_STEPS));
}

/** @throws {GatewayFailure} bad-request */
export function refuseUnknown(query: Query, known: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !known.includes(name));
  if (unknown !== undefined) refuse(`There is no parameter "${unknown}"; there are ${known.join(", ")}.`);
}

/** `from` and `to`: ms since epoch, ISO 8601, `now` or as `-6h`. @throws {GatewayFailure} bad-request */
export function readTimes(query: Query, now: number, standard: number): { from: number; to: number } {
  const to = readTime("to", query["to"], now) ?? now;
  const from = readTime("from", query["from"], now) ?? to - standard;
  if (from >= to) refuse("from must be before to.");
  return { from, to };
}

function readTime(name: string, text: string | undefined, now: number): number | null {
  if (text === undefined) return null;
  if (text === "now") return now;
  const ago = /^-(.+)$/.exec(text)?.[1];
  const time =
    ago !== undefined
      ? now - (readDuration(ago) ?? NaN)
      : /^\d{1,15}$/.test(text)
        ? Number(text)
        : /^\d{4}-\d\d-\d\d/.test(text)
          ? Date.parse(text)
          : NaN;
  if (Number.isFinite(time)) return time;
  return refuse(`${name}: "${text}" is no time: write ms since 1970, 2026-11-22T10:00:00Z, now, or -6h.`);
}

function readScope(text: string = "cluster"): Scope {
  return SCOPES.find((scope) => scope === text) ?? refuse(`scope must be one of ${SCOPES.join(", ")}.`);
}

function readFunction(text: string = "avg"): HistoryFunction {
  return HISTORY_FUNCTIONS.find((fn) => fn === text) ?? refuse(`fn must be one of ${HISTORY_FUNCTIONS.join(", ")}.`);
}

function readStep(text: string | undefined): number | null {
  if (text === undefined) return null;
  return readDuration(text) ?? refuse(`step: "${text}" is no duration, as 10s, 5m or 1h.`);
}

function readTop(text: string | undefined): number | null {
  if (text === undefined) return null;
  const top = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  return top >= 1 && top <= MOST_TOP ? top : refuse(`top must be a number from 1 to ${MOST_TOP}.`);
}

/** `get_latency_ns` for `get_latency_ns.p99`, say. */
function likely(name: string): string {
  const found = KEPT_METRICS.filter((metric) => metric.name.startsWith(name.split(".")[0] ?? name)).map(
    (metric) => metric.name,
  );
  return name.length < 4 || found.length === 0 ? "" : ` (${found.slice(0, 3).join(", ")} is)`;
}
