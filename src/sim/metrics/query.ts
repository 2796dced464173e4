// What `/metrics` is asked for (reference 3.2 and 3.3).
import { PERCENTILES } from "#pegasus/answers/metrics.ts";
import { asHashed, type Ask } from "../answers/ask.ts";

export interface MetricQuery {
  /** Null: no restriction. */
  readonly types: ReadonlySet<string> | null;
  readonly ids: ReadonlySet<string> | null;
  readonly metrics: ReadonlySet<string> | null;
  /** Pairs, one of which an entity must have. */
  readonly attributes: readonly (readonly [name: string, value: string])[] | null;
  /** Fields of a metric object; null: all. */
  readonly fields: ReadonlySet<string> | null;
}

export type MetricQueryResult =
  | { readonly ok: true; readonly query: MetricQuery }
  | { readonly ok: false; readonly error: string };

const BRIEF: ReadonlySet<string> = new Set(["name", "value", ...PERCENTILES]);

const NO_PAIRS =
  "the number of arguments for attributes should be even, since each attribute name always pairs with a value";
const NO_BOOLEAN = "the value of detail should be a boolean value, i.e. true or false";

export function readMetricQuery({ method, query }: Pick<Ask, "method" | "query">): MetricQueryResult {
  if (method !== "GET") return refuse("please use 'GET' method while querying for metrics");
  let types: MetricQuery["types"] = null;
  let ids: MetricQuery["ids"] = null;
  let metrics: MetricQuery["metrics"] = null;
  let attributes: MetricQuery["attributes"] = null;
  let wanted: string | undefined;
  let detail = false;
  for (const [name, value] of asHashed(query)) {
    switch (name) {
      case "types":
        types = setOf(value);
        break;
      case "ids":
        ids = setOf(value);
        break;
      case "metrics":
        metrics = setOf(value);
        break;
      case "attributes": {
        const items = itemsOf(value);
        if (items.length % 2 !== 0) return refuse(NO_PAIRS);
        attributes = items.length === 0 ? null : pairsOf(items);
        break;
      }
      case "with_metric_fields":
        wanted = value;
        break;
      case "detail":
        if (!/^(true|false)$/i.test(value)) return refuse(NO_BOOLEAN);
        detail = value.toLowerCase() === "true";
        break;
      default:
        return refuse(`unknown field ${name}=${value}`);
    }
  }
  // Fields that are named win over `detail`; naming none of them means all (3.2).
  const fields = wanted === undefined ? (detail ? null : BRIEF) : setOf(wanted);
  return { ok: true, query: { types, ids, metrics, attributes, fields } };
}

function refuse(error: string): MetricQueryResult {
  return { ok: false, error };
}

/** Items are trimmed, empty ones dropped. */
function itemsOf(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** An empty list is no restriction. */
function setOf(text: string): ReadonlySet<string> | null {
  const items = itemsOf(text);
  return items.length === 0 ? null : new Set(items);
}

function pairsOf(items: readonly string[]): [string, string][] {
  const pairs: [string, string][] = [];
  for (let index = 0; index + 1 < items.length; index += 2) pairs.push([items[index] ?? "", items[index + 1] ?? ""]);
  return pairs;
}
