import { expect, it } from "vitest";
import { metrics, PERCENTILES, type Entity as EntityAnswer, type Metric } from "#pegasus/answers/metrics.ts";
import { METRICS } from "#pegasus/catalog/metrics.ts";
import type { MetricFact } from "#pegasus/catalog/types.ts";
import { seeded } from "../random.ts";
import { DESCRIPTIONS } from "./desc-catalog.ts";
import type { Entity, Value } from "./entity.ts";
import { templateOf } from "./template.ts";
import { MetricsWriter } from "./writer.ts";

const HEAD = { cluster: 'a"b\\ü', role: "replica", host: "h\n", port: 34801, timestamp_ns: 1773388800123456789n };
const FIELDS = ["type", "name", "unit", "desc", "value", ...PERCENTILES, "nonsense"];

type Chance = () => number;

function pick<T>(random: Chance, items: readonly T[]): T[] {
  const part = random();
  return items.filter(() => random() < part);
}

function numberOf(random: Chance): number | bigint {
  const digits = Math.floor(random() * 19);
  const large = BigInt(Math.floor(random() * 10 ** Math.min(digits, 15))) * (digits > 15 ? 10n ** 3n : 1n);
  const value = random() < 0.1 ? -large : large;
  return random() < 0.5 && digits <= 15 ? Number(value) : value;
}

function valueOf(random: Chance, { kind }: MetricFact): Value {
  if (kind !== "Percentile") return numberOf(random);
  const of = (): number => Math.floor(random() * 1e9);
  return { p50: of(), p90: of(), p95: of(), p99: of(), p999: of() };
}

/** As an answer of the codec, field by field. */
function shown(fact: MetricFact, value: Value, fields: ReadonlySet<string> | null): Metric {
  const metric: Metric = {
    type: fact.kind,
    name: fact.name,
    unit: fact.unit,
    desc: DESCRIPTIONS[`${fact.entity} ${fact.name}`] ?? fact.meaning,
    ...(typeof value === "object" ? value : { value }),
  };
  return Object.fromEntries(Object.entries(metric).filter(([field]) => fields?.has(field) !== false));
}

it("writes the bytes of the codec, whatever is in the answer and in however many slices", () => {
  const random = seeded(34801);
  const texts = ["replica@1.0", 'quo"te', "back\\slash", "中文", "\u0001", "", "a|b:c"];
  for (let round = 0; round < 300; round++) {
    const fields = random() < 0.2 ? null : new Set(pick(random, FIELDS));
    const writer = new MetricsWriter(HEAD);
    const answer: EntityAnswer[] = [];
    let slices = "";
    for (const id of pick(random, texts)) {
      const facts = pick(random, METRICS).slice(0, Math.floor(random() * 20));
      const values = new Map(facts.map((fact) => [fact, valueOf(random, fact)]));
      const attributes = Object.fromEntries(pick(random, texts).map((text) => [`name ${text}`, text]));
      const entity: Entity = { type: "replica", id, attributes, facts, read: (fact) => values.get(fact) ?? 0 };
      writer.add(
        entity,
        facts.map((fact) => templateOf(fact, fields)),
      );
      if (random() < 0.3) slices += writer.taken();
      if (facts.length === 0) continue;
      const objects = facts.map((fact) => shown(fact, values.get(fact) ?? 0, fields));
      answer.push({ type: "replica", id, attributes, metrics: objects });
    }
    expect(slices + writer.text()).toBe(metrics.encode({ ...HEAD, entities: answer }));
  }
});

it("has a template for each metric of the catalogue", () => {
  for (const fact of METRICS) {
    const { texts } = templateOf(fact, null);
    expect(texts, fact.name).toHaveLength(fact.kind === "Percentile" ? 6 : 2);
  }
});
