// What servers, disks, queues and tasks tell of themselves.
import type { Entity, Metric } from "#pegasus/answers/metrics.ts";
import { KEPT_METRICS, KEPT_TASK } from "#pegasus/kept-metrics.ts";
import { rateOf, secondsBetween } from "#pegasus/load-sample.ts";
import { WHOLE, type Gatherer } from "./gatherer.ts";
import type { SampledRound } from "./sampled-round.ts";

function ofKind(from: "server" | "disk" | "queue") {
  return KEPT_METRICS.flatMap((metric) =>
    metric.origin.from === from ? [{ ...metric, of: metric.origin.metric }] : [],
  );
}

const SERVER = ofKind("server");
const DISK = ofKind("disk");
const QUEUE = ofKind("queue");
const TASK = KEPT_METRICS.flatMap((metric) =>
  metric.origin.from === "task" ? [{ ...metric, of: metric.origin.metric, field: metric.origin.field }] : [],
);

export function reduceServers(before: SampledRound | null, now: SampledRound, into: Gatherer): void {
  for (const [server, sample] of now.samples) {
    const earlier = before?.samples.get(server);
    const seconds = earlier === undefined ? 0 : secondsBetween(earlier, sample);
    for (const { name, kind, of } of SERVER) {
      const raw = sample.server.get(of);
      if (raw === undefined) continue;
      const value = kind === "counter" ? rateOf(earlier?.server.get(of), raw, seconds) : Number(raw);
      into.set(name, "server", server, value);
      into.add(name, "cluster", WHOLE, value, null);
    }
    reduceOthers(server, before?.others.get(server) ?? [], now.others.get(server) ?? [], seconds, into);
  }
  for (const _server of now.failures.keys()) {
    for (const { name } of [...SERVER, ...DISK]) into.add(name, "cluster", WHOLE, null, null);
  }
}

function reduceOthers(
  server: string,
  before: readonly Entity[],
  now: readonly Entity[],
  seconds: number,
  into: Gatherer,
): void {
  const earlier = new Map(before.map((entity) => [entity.id, entity]));
  for (const entity of now) {
    const metrics = byName(entity);
    if (entity.type === "disk") {
      const tag = entity.attributes["tag"] ?? entity.id.replace("disk@", "");
      for (const { name, of } of DISK) {
        const value = valueOf(metrics.get(of));
        into.set(name, "disk", `${server}/${tag}`, value);
        into.add(name, "server", server, value, null);
        into.add(name, "cluster", WHOLE, value, null);
      }
    } else if (entity.type === "queue") {
      const pool = entity.id.replace("queue@", "").replace(/\.\d+$/, "");
      const last = byName(earlier.get(entity.id));
      for (const { name, kind, of } of QUEUE) {
        const raw = metrics.get(of)?.value;
        if (raw === undefined) continue;
        const value = kind === "counter" ? rateOf(last.get(of)?.value, raw, seconds) : Number(raw);
        into.add(name, "queue", `${server}/${pool}`, value, null);
        into.add(name, "server", server, value, null);
      }
    } else if (entity.type === "profiler") {
      const task = entity.attributes["task_name"] ?? entity.id.replace("task@", "");
      if (!KEPT_TASK.test(task)) continue;
      for (const { name, of, field } of TASK) {
        const value = metrics.get(of)?.[field];
        // 0: it was not computed yet, or never happened.
        if (value !== undefined && Number(value) > 0) into.set(name, "task", `${server}/${task}`, Number(value));
      }
    }
  }
}

export function byName(entity: Entity | undefined): ReadonlyMap<string, Metric> {
  return new Map(entity?.metrics.flatMap((metric) => (metric.name === undefined ? [] : [[metric.name, metric]])) ?? []);
}

export function valueOf(metric: Metric | undefined): number | null {
  return metric?.value === undefined ? null : Number(metric.value);
}
