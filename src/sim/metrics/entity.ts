// An entity before anybody has looked at it: its values are made only for the metrics that the asker wants.
import type { Percentile } from "#pegasus/answers/metrics.ts";
import type { EntityType, MetricFact } from "#pegasus/catalog/types.ts";
import type { MetricQuery } from "./query.ts";

export type Percentiles = Readonly<Record<Percentile, number>>;
export type Value = number | bigint | Percentiles;

export interface Entity {
  readonly type: EntityType;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What it has, in the order in which it is written. Entities that have the same share one list. */
  readonly facts: readonly MetricFact[];
  /** The value now of one of `facts`. */
  readonly read: (fact: MetricFact) => Value;
}

/** Entities of one type, made only if somebody asks for the type. */
export interface EntityGroup {
  readonly type: EntityType;
  /** Those that `query` may mean, or all; whether it means them the asker sees. */
  readonly entities: (query?: MetricQuery) => readonly Entity[];
}

export const NO_PERCENTILES: Percentiles = { p50: 0, p90: 0, p95: 0, p99: 0, p999: 0 };

/** How to tell the values of one kind of entity, by metric name. */
export type Values<Subject> = ReadonlyMap<string, (subject: Subject) => Value>;

/** Some of them, to be put together. */
export type Part<Subject> = readonly (readonly [metric: string, value: (subject: Subject) => Value])[];

/** Reads `subject` by `values`. What is not among them rests at zero, as most of what can go wrong does. */
export function readerOf<Subject>(values: Values<Subject>, subject: Subject): Entity["read"] {
  return ({ name, kind }) => values.get(name)?.(subject) ?? (kind === "Percentile" ? NO_PERCENTILES : 0);
}

/** The whole number below `value`, exact beyond 2^53, too: values are int64 on the wire. */
export function int64(value: number): number | bigint {
  const whole = Math.floor(value);
  return Number.isSafeInteger(whole) ? whole : BigInt(whole);
}
