// `GET /metrics` (reference section 3): filters first, values only for what passes them. What has hundreds of thousands of metrics is
// written in slices, so that one asker does not keep all servers of the cluster from answering.
import { setImmediate as nextTurn } from "node:timers/promises";
import { metricsError } from "#pegasus/answers/metrics.ts";
import { bytesOf } from "#pegasus/bytes.ts";
import type { MetricFact } from "#pegasus/catalog/types.ts";
import type { Ask } from "../answers/ask.ts";
import { badRequest, ok, type Answer } from "../http/answer.ts";
import { chance, keyOf } from "../random.ts";
import { groupsOf } from "./entities.ts";
import type { Entity } from "./entity.ts";
import { readMetricQuery, type MetricQuery } from "./query.ts";
import { templateOf, type Template } from "./template.ts";
import { MetricsWriter } from "./writer.ts";

/** gethostname() of the simulated machine; it is not what the metas call their servers (trap 41). */
const HOST = "pegasus-demo";
const NS_PER_MS = 1_000_000;

/** So many metrics are written at a time: some 20 ms of work. */
const SLICE = 8000;
/** From so many on an answer is written in slices. */
const MANY = 100_000;

export function metrics(ask: Ask): Answer | Promise<Answer> {
  const read = readMetricQuery(ask);
  if (!read.ok) return badRequest(metricsError.encode({ error_message: read.error }));
  const { query } = read;
  const { process, now } = ask;
  const cluster = process.flags.value("cluster_name");
  const writer = new MetricsWriter({
    cluster: cluster === "" ? "unknown" : cluster,
    role: process.role,
    host: HOST,
    port: Number(process.address.split(":")[1]),
    timestamp_ns: nanoseconds(now, process.key),
  });
  const templates = new Templates(query);
  const wanted = groupsOf(ask)
    .filter(({ type }) => query.types?.has(type) !== false)
    .flatMap(({ entities }) => entities(query).filter((entity) => passes(entity, query)))
    .map((entity) => ({ entity, shown: templates.of(entity.facts) }));
  if (wanted.reduce((sum, { shown }) => sum + shown.length, 0) > MANY) return inSlices(wanted, writer);
  for (const { entity, shown } of wanted) writer.add(entity, shown);
  return ok(writer.text());
}

interface Wanted {
  readonly entity: Entity;
  readonly shown: readonly Template[];
}

/** What happens meanwhile may show in the later ones, as it does on real servers. */
async function inSlices(wanted: readonly Wanted[], writer: MetricsWriter): Promise<Answer> {
  const parts: Uint8Array[] = [];
  let count = 0;
  for (const { entity, shown } of wanted) {
    writer.add(entity, shown);
    count += shown.length;
    if (count < SLICE) continue;
    count = 0;
    parts.push(bytesOf(writer.taken()));
    await nextTurn();
  }
  return ok(Buffer.concat([...parts, bytesOf(writer.text())]));
}

/** Clocks that tell whole milliseconds leave the rest to chance: no real answer ends in six noughts. */
function nanoseconds(at: number, key: number): bigint {
  const whole = Math.floor(at);
  const part = at === whole ? chance(keyOf(key, whole)) : at - whole;
  return BigInt(whole) * BigInt(NS_PER_MS) + BigInt(Math.floor(part * NS_PER_MS));
}

function passes({ id, attributes }: Entity, query: MetricQuery): boolean {
  if (query.ids?.has(id) === false) return false;
  return query.attributes?.some(([name, value]) => attributes[name] === value) !== false;
}

/** Of the metrics that the asker wants, made once for all entities that have the same. */
class Templates {
  private readonly query: MetricQuery;
  private readonly byFacts = new Map<readonly MetricFact[], readonly Template[]>();

  constructor(query: MetricQuery) {
    this.query = query;
  }

  of(facts: readonly MetricFact[]): readonly Template[] {
    const known = this.byFacts.get(facts);
    if (known !== undefined) return known;
    const { metrics: names, fields } = this.query;
    const made = facts.filter(({ name }) => names?.has(name) !== false).map((fact) => templateOf(fact, fields));
    this.byFacts.set(facts, made);
    return made;
  }
}
