// What the leading meta tells of the cluster and its tables.
import type { Metrics } from "#pegasus/answers/metrics.ts";
import { KEPT_METRICS } from "#pegasus/kept-metrics.ts";
import { rateOf } from "#pegasus/load-sample.ts";
import { WHOLE, type Gatherer } from "./gatherer.ts";
import { byName, valueOf } from "./reduce-servers.ts";

export interface LeaderSample {
  /** By its name in the roster. */
  readonly server: string;
  readonly metrics: Metrics;
}

const LEADER = KEPT_METRICS.flatMap((metric) =>
  metric.origin.from === "leader" ? [{ ...metric, of: metric.origin.metric }] : [],
);
const TABLE = KEPT_METRICS.flatMap((metric) =>
  metric.origin.from === "table" ? [{ ...metric, of: metric.origin.metric }] : [],
);

export function reduceLeader(before: LeaderSample | null, now: LeaderSample, into: Gatherer): void {
  const process = byName(now.metrics.entities.find(({ type }) => type === "server"));
  // Another leader counts from another beginning.
  const earlier = before?.server === now.server ? before.metrics : undefined;
  const last = byName(earlier?.entities.find(({ type }) => type === "server"));
  const seconds =
    earlier === undefined ? 0 : Number(BigInt(now.metrics.timestamp_ns) - BigInt(earlier.timestamp_ns)) / 1e9;
  for (const { name, kind, of } of LEADER) {
    const raw = process.get(of)?.value;
    if (raw === undefined) continue;
    into.set(name, "cluster", WHOLE, kind === "counter" ? rateOf(last.get(of)?.value, raw, seconds) : Number(raw));
  }
  for (const entity of now.metrics.entities) {
    if (entity.type !== "table") continue;
    const metrics = byName(entity);
    const app = entity.attributes["table_id"] ?? entity.id.replace("table@", "");
    for (const { name, of } of TABLE) {
      const value = valueOf(metrics.get(of));
      if (value === null) continue;
      into.set(name, "app", app, value);
      into.add(name, "cluster", WHOLE, value, null);
    }
  }
}
