// `/perfCounter` of 2.5.0, which has no `/metrics` (reference 7.1): the same measurements under other names, one at a time. Rates and
// volatile numbers are those of the last ten seconds here, whoever has read them meanwhile.
import { counterName, perfCounter as codec, taskCounterName, type PerfCounter } from "#pegasus/perf-counter.ts";
import type { MetricFact } from "#pegasus/catalog/types.ts";
import { UNKNOWN_PARAMETER } from "#pegasus/refusals/refusal.ts";
import { ok, type Answer } from "../http/answer.ts";
import { groupsOf } from "../metrics/entities.ts";
import type { Entity } from "../metrics/entity.ts";
import type { Ask } from "./ask.ts";

const SECOND = 1000;
const WINDOW = 10 * SECOND;

export function perfCounter(ask: Ask): Answer {
  if ([...ask.query.keys()].some((name) => name !== "name")) return UNKNOWN_PARAMETER;
  return ok(codec.encode(counterOf(ask.query.get("name") ?? "", ask)));
}

interface Measured {
  readonly fact: MetricFact;
  readonly now: readonly Entity[];
  readonly before: readonly Entity[];
}

function counterOf(name: string, ask: Ask): PerfCounter {
  const found = measured(name, ask);
  if (found === undefined) return {};
  const { fact, now, before } = found;
  const description = fact.meaning;
  if (fact.kind === "Percentile") return { name, ...percentiles(fact, now), type: "PERCENTILE", description };
  const sum = (entities: readonly Entity[]): number =>
    entities.reduce((total, entity) => total + numberOf(entity.read(fact)), 0);
  if (fact.kind === "Gauge") return { name, value: sum(now).toFixed(2), type: "NUMBER", description };
  const counted = Math.max(0, sum(now) - sum(before));
  return name.includes("recent")
    ? { name, value: counted.toFixed(2), type: "VOLATILE_NUMBER", description }
    : { name, value: ((counted * SECOND) / WINDOW).toFixed(2), type: "RATE", description };
}

function percentiles(fact: MetricFact, [entity]: readonly Entity[]): Pick<PerfCounter, "p99" | "p999"> {
  const value = entity?.read(fact);
  const { p99, p999 } = typeof value === "object" ? value : { p99: 0, p999: 0 };
  return { p99: p99.toFixed(2), p999: p999.toFixed(2) };
}

function numberOf(value: ReturnType<Entity["read"]>): number {
  return typeof value === "object" ? 0 : Number(value);
}

/** What is counted under this name, and of which entities: of one replica or task, or of all that the process has. */
function measured(name: string, ask: Ask): Measured | undefined {
  const entities = entitiesAt(ask.now, ask);
  for (const entity of entities) {
    const fact = entity.facts.find((candidate) => nameOf(candidate, entity) === name);
    if (fact === undefined) continue;
    const isSame = (other: Entity): boolean => other.facts.includes(fact) && nameOf(fact, other) === name;
    return { fact, now: entities.filter(isSame), before: entitiesAt(ask.now - WINDOW, ask).filter(isSame) };
  }
  return undefined;
}

function entitiesAt(now: number, ask: Ask): Entity[] {
  return groupsOf({ ...ask, now }).flatMap(({ entities }) => entities());
}

function nameOf({ name }: MetricFact, { type, id }: Entity): string | null {
  const [, of = ""] = id.split("@");
  if (type === "profiler") return name === "profiler_server_rpc_latency_ns" ? taskCounterName(of) : null;
  return (type === "replica" ? counterName(name, of) : null) ?? counterName(name, null);
}
