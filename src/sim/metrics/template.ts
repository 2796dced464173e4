// The text of one metric object around its numbers. It is the same for every entity that has the metric, so it is made once a request.
import { PERCENTILES, type Metric, type Percentile } from "#pegasus/answers/metrics.ts";
import type { MetricFact } from "#pegasus/catalog/types.ts";
import { writeJson } from "#pegasus/json-write.ts";
import { DESCRIPTIONS } from "./desc-catalog.ts";
import type { Value } from "./entity.ts";

export interface Template {
  readonly fact: MetricFact;
  /** What stands before, between and after the numbers; a single text when none is shown. */
  readonly texts: readonly string[];
  /** Which of a percentile's numbers it shows, in order. */
  readonly percentiles: readonly Percentile[];
}

/** How deep a metric object stands in the document (rapidjson's pretty writer, 4 spaces a level). */
const INDENT = " ".repeat(16);
/** Stands for a number until it is known; no text of a metric has it. */
const GAP = -987_654_321;

/** `fields`: those that a metric object may show; null shows all (reference 3.2). */
export function templateOf(fact: MetricFact, fields: ReadonlySet<string> | null): Template {
  const wants = (field: string): boolean => fields?.has(field) !== false;
  const shown: Metric = {};
  if (wants("type")) shown.type = fact.kind;
  if (wants("name")) shown.name = fact.name;
  if (wants("unit")) shown.unit = fact.unit;
  if (wants("desc")) shown.desc = DESCRIPTIONS[`${fact.entity} ${fact.name}`] ?? fact.meaning;
  const percentiles = fact.kind === "Percentile" ? PERCENTILES.filter(wants) : [];
  for (const percentile of percentiles) shown[percentile] = GAP;
  if (fact.kind !== "Percentile" && wants("value")) shown.value = GAP;
  const text = INDENT + writeJson({ ...shown }, "metrics").replaceAll("\n", `\n${INDENT}`);
  return { fact, texts: text.split(String(GAP)), percentiles };
}

/** The metric object with its numbers. `read` is not asked when none is shown. */
export function fill({ fact, texts, percentiles }: Template, read: (fact: MetricFact) => Value): string {
  const [head = "", tail] = texts;
  if (tail === undefined) return head;
  const value = read(fact);
  if (typeof value !== "object") return head + value + tail;
  let text = head;
  for (let at = 0; at < percentiles.length; at++) text += value[percentiles[at] ?? "p50"] + (texts[at + 1] ?? "");
  return text;
}
