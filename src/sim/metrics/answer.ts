// `GET /metrics` (reference section 3): filters first, values only for what passes them.
import { metricsError, PERCENTILES, type Entity as EntityAnswer, type Metric } from "#pegasus/answers/metrics.ts";
import type { MetricFact } from "#pegasus/catalog/types.ts";
import { CALL } from "#pegasus/endpoints.ts";
import type { Ask } from "../answers/ask.ts";
import { badRequest, ok, type Answer } from "../http/answer.ts";
import { DESCRIPTIONS } from "./desc-catalog.ts";
import { entitiesOf } from "./entities.ts";
import type { Entity, Value } from "./entity.ts";
import { readMetricQuery, type MetricQuery } from "./query.ts";

/** gethostname() of the simulated machine; it is not what the metas call their servers (trap 41). */
const HOST = "pegasus-demo";
const NS_PER_MS = 1_000_000;

export function metrics(ask: Ask): Answer {
  const read = readMetricQuery(ask);
  if (!read.ok) return badRequest(metricsError.encode({ error_message: read.error }));
  const { process, now } = ask;
  return ok(
    CALL.metrics.answer.encode({
      cluster: process.flags.value("cluster_name"),
      role: process.role,
      host: HOST,
      port: Number(process.address.split(":")[1]),
      timestamp_ns: nanoseconds(now),
      entities: entitiesOf(ask).flatMap((entity) => show(entity, read.query)),
    }),
  );
}

function nanoseconds(at: number): bigint {
  const whole = Math.floor(at);
  return BigInt(whole) * BigInt(NS_PER_MS) + BigInt(Math.floor((at - whole) * NS_PER_MS));
}

/** An entity that is left without metrics is left out itself. */
function show(entity: Entity, query: MetricQuery): EntityAnswer[] {
  const { type, id, attributes } = entity;
  if (query.types?.has(type) === false || query.ids?.has(id) === false) return [];
  if (query.attributes?.some(([name, value]) => attributes[name] === value) === false) return [];
  const facts = entity.facts.filter(({ name }) => query.metrics?.has(name) !== false);
  if (facts.length === 0) return [];
  return [
    { type, id, attributes: { ...attributes }, metrics: facts.map((fact) => metric(fact, entity, query.fields)) },
  ];
}

function metric(fact: MetricFact, entity: Entity, fields: MetricQuery["fields"]): Metric {
  const shown: Metric = {};
  const wants = (field: string): boolean => fields?.has(field) !== false;
  if (wants("type")) shown.type = fact.kind;
  if (wants("name")) shown.name = fact.name;
  if (wants("unit")) shown.unit = fact.unit;
  if (wants("desc")) shown.desc = DESCRIPTIONS[`${fact.entity} ${fact.name}`] ?? fact.meaning;
  if (fact.kind === "Percentile" ? PERCENTILES.some(wants) : wants("value")) put(shown, entity.read(fact), wants);
  return shown;
}

function put(shown: Metric, value: Value, wants: (field: string) => boolean): void {
  if (typeof value !== "object") {
    shown.value = value;
    return;
  }
  for (const percentile of PERCENTILES) if (wants(percentile)) shown[percentile] = value[percentile];
}
