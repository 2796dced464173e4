// `GET /api/clusters/{cluster}/history`: with `metric`, values over time; without it, what is kept and how that goes (docs/history.md).
import * as z from "zod/mini";
import { SCOPES, type Scope } from "#pegasus/kept-metrics.ts";

/** What becomes of the values within a step. */
export const HISTORY_FUNCTIONS = ["avg", "min", "max"] as const;
export type HistoryFunction = (typeof HISTORY_FUNCTIONS)[number];

/** What one may ask for at once. */
export const HISTORY_LIMIT = { metrics: 20, series: 2000, steps: 11_000, points: 500_000 } as const;

export interface HistoryQuestion {
  /** Names of KEPT_METRICS. */
  readonly metrics: readonly string[];
  readonly scope: Scope;
  /** Null: all there are. Of partitions an app's id stands for all of its. */
  readonly ids: readonly string[] | null;
  /** ms since epoch. */
  readonly from: number;
  readonly to: number;
  /** ms; null: about 600 values. */
  readonly step: number | null;
  readonly fn: HistoryFunction;
  /** Only so many series, those with the highest means; null: all. */
  readonly top: number | null;
}

/** A hundred thousand of them are checked by one plain loop: a schema for each would hold the page up. */
function isPoints(value: unknown): boolean {
  return Array.isArray(value) && value.every((point) => point === null || typeof point === "number");
}

export const historySchema = z.object({
  /** The range on the grid of its step, which can be longer than asked for: ms. Point i is about (from + i·step, from + (i+1)·step]. */
  from: z.number(),
  to: z.number(),
  step: z.number(),
  fn: z.enum(HISTORY_FUNCTIONS),
  source: z.enum(["embedded", "prometheus"]),
  /** What is wrong or missing, a sentence each. */
  notes: z.array(z.string()),
  series: z.array(
    z.object({
      metric: z.string(),
      scope: z.enum(SCOPES),
      /** Empty for the cluster itself. */
      id: z.string(),
      /** Counters are told as rates per second. */
      kind: z.enum(["counter", "gauge", "percentile"]),
      /** As the catalogue writes units: of a counter what is counted. */
      unit: z.string(),
      /** Null: a gap. */
      points: z.custom<(number | null)[]>(isPoints, "expected numbers and nulls"),
    }),
  ),
});
export type HistoryAnswer = z.infer<typeof historySchema>;

const bytes = z.number();
export const historyStatusSchema = z.object({
  source: z.enum(["embedded", "prometheus"]),
  /** Whether the cluster is sampled when nobody looks. */
  sampling: z.boolean(),
  /** `reads-only`: another process writes. `memory-only`: the file cannot be used. `off`: nothing is kept. */
  mode: z.enum(["writes", "reads-only", "memory-only", "off"]),
  /** What is wrong now, in a sentence. */
  failure: z.nullable(z.string()),
  /** What became of an older file, in a sentence. */
  note: z.nullable(z.string()),
  /** What sampling costs the cluster, by the last round; null before it. */
  cost: z.nullable(
    z.object({ requestsPerSecond: z.number(), bytesPerSecond: bytes, everySeconds: z.number(), wide: z.boolean() }),
  ),
  usedBytes: bytes,
  fileBytes: bytes,
  maxBytes: bytes,
  /** Of all clusters of this dashboard. */
  series: z.number(),
  /** ms; `from`: of the oldest value, null: there is none. */
  tiers: z.array(
    z.object({ step: z.number(), keep: z.number(), from: z.nullable(z.number()), values: z.number(), bytes }),
  ),
  metrics: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(["counter", "gauge", "percentile"]),
      unit: z.string(),
      meaning: z.string(),
      scopes: z.array(z.enum(SCOPES)),
    }),
  ),
});
export type HistoryStatus = z.infer<typeof historyStatusSchema>;
