// An entity before anybody has looked at it: its values are made only for the metrics that the asker wants.
import type { Percentile } from "#pegasus/answers/metrics.ts";
import { METRICS } from "#pegasus/catalog/metrics.ts";
import type { EntityType, MetricFact } from "#pegasus/catalog/types.ts";
import type { Role } from "#pegasus/endpoints.ts";

export type Percentiles = Readonly<Record<Percentile, number>>;
export type Value = number | bigint | Percentiles;

export interface Entity {
  readonly type: EntityType;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What it has, in the order in which it is written. */
  readonly facts: readonly MetricFact[];
  /** The value now of one of `facts`. */
  readonly read: (fact: MetricFact) => Value;
}

export const NO_PERCENTILES: Percentiles = { p50: 0, p90: 0, p95: 0, p99: 0, p999: 0 };

/** What entities of a type have on servers of a role while no feature is in use that makes more (`lazy`). */
export function factsOf(entity: EntityType, role: Role): readonly MetricFact[] {
  return METRICS.filter((fact) => fact.entity === entity && fact.servers.includes(role) && fact.lazy !== true);
}

/** How to tell the values of one kind of entity, by metric name. */
export type Values<Subject> = ReadonlyMap<string, (subject: Subject) => Value>;

/** Reads `subject` by `values`. What is not among them rests at zero, as most of what can go wrong does. */
export function readerOf<Subject>(values: Values<Subject>, subject: Subject): Entity["read"] {
  return ({ name, kind }) => values.get(name)?.(subject) ?? (kind === "Percentile" ? NO_PERCENTILES : 0);
}

/** The whole number below `value`, exact beyond 2^53, too: values are int64 on the wire. */
export function int64(value: number): number | bigint {
  const whole = Math.floor(value);
  return Number.isSafeInteger(whole) ? whole : BigInt(whole);
}
