// The answer to a question about history, out of the embedded store or a Prometheus.
import { HISTORY_LIMIT, type HistoryAnswer, type HistoryQuestion } from "#api/history.ts";
import { keptMetric, type KeptMetric, type Scope } from "#pegasus/kept-metrics.ts";
import { GatewayFailure } from "../failure.ts";
import { askPrometheus } from "../prometheus/source.ts";
import { Breather } from "./breather.ts";
import { told } from "./codes.ts";
import type { Range } from "./look-up.ts";
import { standardStep } from "./question.ts";
import type { HistoryStore } from "./store.ts";

type Series = HistoryAnswer["series"][number];
type Points = readonly (number | null)[];

export interface Sources {
  readonly cluster: string;
  /** Null: nothing is kept. */
  readonly store: HistoryStore | null;
  readonly prometheus: string | null;
  /** Seconds between two rounds. */
  readonly every: number;
}

/** @throws {GatewayFailure} what Prometheus could not, too-large */
export async function answerHistory(sources: Sources, question: HistoryQuestion): Promise<HistoryAnswer> {
  const { scope, fn, top } = question;
  const range = rangeOf(sources, question);
  const notes: string[] = [];
  const found: Series[] = [];
  for (const name of question.metrics) {
    const metric = keptMetric(name);
    if (metric === undefined) continue;
    const values =
      sources.prometheus === null
        ? await fromStore(sources, metric, question, range)
        : await fromPrometheus(sources, sources.prometheus, metric, question, range);
    for (const [id, points] of highest(values, top)) {
      found.push({ metric: name, scope, id, kind: metric.kind, unit: metric.unit, points: [...points] });
    }
  }
  if (sources.prometheus === null) notes.push(...storeNotes(sources.store));
  const { from, to, step } = range;
  return { from, to, step, fn, source: sources.prometheus === null ? "embedded" : "prometheus", notes, series: found };
}

/** Its text, made in slices: a hundred series of a day are a megabyte. */
export async function historyText({ series, ...head }: HistoryAnswer): Promise<string> {
  const breather = new Breather();
  const parts: string[] = [];
  for (const { points, ...about } of series) {
    const values = JSON.stringify(points.map(told));
    parts.push(`${JSON.stringify(about).slice(0, -1)},"points":${values}}`);
    await breather.breathe();
  }
  return `${JSON.stringify(head).slice(0, -1)},"series":[${parts.join(",")}]}`;
}

function rangeOf({ store, prometheus, every }: Sources, question: HistoryQuestion): Range {
  const { scope, from, to } = question;
  const wanted = { from, to, step: question.step ?? standardStep(question) };
  if (prometheus === null && store !== null) return store.fitting(scope, wanted);
  const unit = every * 1000;
  const step = Math.ceil(wanted.step / unit) * unit;
  return { from: Math.floor(from / step) * step, to: Math.ceil(to / step) * step, step };
}

async function fromStore(
  { cluster, store }: Sources,
  { name }: KeptMetric,
  { scope, ids, fn, top }: HistoryQuestion,
  range: Range,
): Promise<Map<string, Points>> {
  if (store === null) return new Map();
  const all = await store.entities(cluster, name, scope);
  const wanted = [...all].filter(([id]) => ids === null || isWanted(scope, id, ids));
  refuseTooMany(wanted.length, range, top);
  const values = await store.values(
    wanted.map(([, series]) => series),
    range,
  );
  const breather = new Breather();
  const points = new Map<string, Points>();
  for (const [id, series] of wanted) {
    const buckets = values.get(series);
    if (buckets !== undefined && !buckets.empty) points.set(id, buckets.told(fn));
    await breather.breathe();
  }
  return points;
}

async function fromPrometheus(
  { cluster, every }: Sources,
  url: string,
  metric: KeptMetric,
  { scope, ids, fn, top }: HistoryQuestion,
  range: Range,
): Promise<Map<string, Points>> {
  const ends = WHOLE_ENDS[scope];
  const whole = ids?.filter((id) => ends !== undefined && !id.includes(ends)) ?? [];
  const narrowed = whole.length > 0 ? null : ids;
  const found = await askPrometheus(url, { cluster, metric, scope, ids: narrowed, range, fn, every });
  const points = new Map([...found].filter(([id]) => ids === null || isWanted(scope, id, ids)));
  refuseTooMany(points.size, range, top);
  return points;
}

/** What ends the name of the whole in the id of a part: an app's stands for all of its partitions, a server's for all of its disks. */
const WHOLE_ENDS: Readonly<Partial<Record<Scope, string>>> = { partition: ".", disk: "/", task: "/", queue: "/" };

function isWanted(scope: Scope, id: string, ids: readonly string[]): boolean {
  const ends = WHOLE_ENDS[scope];
  return ids.includes(id) || (ends !== undefined && ids.includes(id.slice(0, id.indexOf(ends))));
}

function refuseTooMany(series: number, { from, to, step }: Range, top: number | null): void {
  const steps = Math.round((to - from) / step);
  const ask = "Ask for fewer ids, a longer step or a shorter range.";
  if (series > HISTORY_LIMIT.series * (top === null ? 1 : 10))
    throw new GatewayFailure("bad-request", `These are ${series} series, more than can be told at once. ${ask}`);
  if (Math.min(series, top ?? series) * steps > HISTORY_LIMIT.points)
    throw new GatewayFailure(
      "bad-request",
      `These are ${series} series of ${steps} values, more than can be told at once. ${ask}`,
    );
}

/** The highest means first, where only some are wanted; otherwise in the order of their ids. */
function highest(values: ReadonlyMap<string, Points>, top: number | null): [string, Points][] {
  const byId = [...values].toSorted(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  if (top === null) return byId;
  const means = new Map(byId.map(([id, points]) => [id, meanOf(points)]));
  return byId.toSorted(([a], [b]) => (means.get(b) ?? 0) - (means.get(a) ?? 0)).slice(0, top);
}

function meanOf(points: Points): number {
  const known = points.filter((value) => value !== null);
  return known.length === 0 ? 0 : known.reduce((sum, value) => sum + value, 0) / known.length;
}

function storeNotes(store: HistoryStore | null): string[] {
  if (store === null) return ["No history is kept: the dashboard has no place to write it."];
  const { mode, failure, note } = store.status();
  const others = mode === "reads-only" ? ["Another process keeps the history; this one reads it."] : [];
  return [...others, ...(failure === null ? [] : [failure]), ...(note === null ? [] : [note])];
}
