// `GET /metrics` (reference section 3).
import * as z from "zod/mini";
import { codec } from "./codec.ts";
import { readMetricsQuickly } from "./metrics-text.ts";

export const PERCENTILES = ["p50", "p90", "p95", "p99", "p999"] as const;
export type Percentile = (typeof PERCENTILES)[number];

/** One metric object: which fields it has is the asker's choice (3.2). Values are int64 on the server. */
export interface Metric {
  type?: string;
  name?: string;
  unit?: string;
  desc?: string;
  value?: number | bigint;
  p50?: number | bigint;
  p90?: number | bigint;
  p95?: number | bigint;
  p99?: number | bigint;
  p999?: number | bigint;
}

export interface Entity {
  type: string;
  id: string;
  attributes: Record<string, string>;
  metrics: Metric[];
}

export interface Metrics {
  /** The only place where HTTP tells the cluster's name; `"unknown"` when it is not set. */
  cluster: string;
  role: string;
  /** gethostname() of the machine, not the name that the metas use. */
  host: string;
  /** `"unknown"` where the server cannot tell. */
  port: number | string;
  timestamp_ns: number | bigint;
  entities: Entity[];
}

// A big server says thousands of entities: they are checked by one plain loop instead of a schema for each.
const entities = z.custom<Entity[]>(
  (value) => Array.isArray(value) && value.every((item: unknown) => isEntity(item)),
  "expected entities with type, id, attributes and metrics",
);

function isEntity(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { type, id, attributes, metrics } = value;
  return (
    typeof type === "string" &&
    typeof id === "string" &&
    isRecord(attributes) &&
    Object.values(attributes).every((text) => typeof text === "string") &&
    Array.isArray(metrics) &&
    metrics.every((item: unknown) => isMetric(item))
  );
}

const TEXT_FIELDS = new Set(["type", "name", "unit", "desc"]);

function isMetric(value: unknown): boolean {
  if (!isRecord(value)) return false;
  for (const key in value) {
    const kind = typeof value[key];
    if (TEXT_FIELDS.has(key) ? kind !== "string" : kind !== "number" && kind !== "bigint") return false;
  }
  return true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const metrics = codec<Metrics>(
  z.looseObject({
    cluster: z.string(),
    role: z.string(),
    host: z.string(),
    port: z.union([z.number(), z.string()]),
    timestamp_ns: z.union([z.number(), z.bigint()]),
    entities,
  }),
  "metrics",
  readMetricsQuickly,
);

/** Body of a 400 of `/metrics` (3.3). */
export const metricsError = codec<{ error_message: string }>(z.looseObject({ error_message: z.string() }), "metrics");
