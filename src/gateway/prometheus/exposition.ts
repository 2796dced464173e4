// The cluster's metrics in Prometheus text format, out of the sampler's own rounds: a scrape sends nothing to a server. Counters are what the
// rounds have added up to since this process began: replicas that move or begin anew neither take from them nor add to them.
import { keptMetric, type Depth, type KeptMetric, type Scope } from "#pegasus/kept-metrics.ts";
import { Breather } from "../history/breather.ts";
import type { Reading } from "../history/recorder.ts";
import { label } from "./label.ts";
import { labelsOf, prometheusName } from "./names.ts";

export const CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

/** What a round told of one depth. */
export interface Part {
  readonly depth: Depth;
  /** What the rates are over. */
  readonly seconds: number;
  readonly readings: readonly Reading[];
}

interface Family {
  readonly metric: KeptMetric;
  readonly scope: Scope;
  /** By id: a gauge's value, a counter's total, of those that the last round told of. */
  values: Map<string, number>;
}

export class Exposition {
  private readonly cluster: string;
  private readonly totals = new Map<string, Map<string, number>>();
  /** By the rounds that tell them. */
  private readonly families = new Map<Depth, Family[]>();
  private appNames: ReadonlyMap<string, string> = new Map();
  private at: number | null = null;
  private text: Promise<string> | null = null;

  constructor(cluster: string) {
    this.cluster = cluster;
  }

  /** What a round told; what it was not asked for stays. `appNames` by id. */
  update(at: number, parts: readonly Part[], appNames: ReadonlyMap<string, string>): void {
    for (const { depth, seconds, readings } of parts) {
      const families = readings.flatMap(({ metric: name, scope, values }): Family[] => {
        const metric = keptMetric(name);
        if (metric === undefined) return [];
        const told = metric.kind === "counter" ? this.added(`${name}\n${scope}`, values, seconds) : values;
        return [{ metric, scope, values: known(told) }];
      });
      this.families.set(depth, families);
    }
    this.at = at;
    this.appNames = appNames;
    this.text = null;
  }

  /** What was told belongs to another moment. */
  forget(): void {
    this.families.clear();
    this.at = null;
    this.text = null;
  }

  /** `now`, `longest`: ms; what is older than the second is not told. */
  async tell(now: number, longest: number): Promise<string> {
    if (this.at === null) return "# Nothing was sampled yet.\n";
    const age = Math.round((now - this.at) / 1000);
    if (now - this.at > longest) return `# The last round ended ${age} s ago: nothing of it is told.\n`;
    this.text ??= this.write(this.at);
    return this.text;
  }

  private added(
    key: string,
    rates: ReadonlyMap<string, number | null>,
    seconds: number,
  ): ReadonlyMap<string, number | null> {
    const before = this.totals.get(key);
    const totals = new Map(before);
    const told = new Map<string, number>();
    for (const [id, rate] of rates) {
      if (rate === null) continue;
      const total = (before?.get(id) ?? 0) + rate * seconds;
      totals.set(id, total);
      told.set(id, total);
    }
    this.totals.set(key, totals);
    return told;
  }

  private async write(at: number): Promise<string> {
    const breather = new Breather();
    const parts = [
      "# HELP pegasus_sampled_timestamp_seconds When the round ended that is told here.\n",
      "# TYPE pegasus_sampled_timestamp_seconds gauge\n",
      `pegasus_sampled_timestamp_seconds{${label("cluster", this.cluster)}} ${at / 1000}\n`,
    ];
    let last = "";
    for (const { metric, scope, values } of [...this.families.values()].flat().toSorted(byName)) {
      const { name, type, help, factor, quantile } = prometheusName(metric, scope);
      // The percentiles of one metric are one family.
      if (name !== last) parts.push(`# HELP ${name} ${escapeHelp(help)}\n# TYPE ${name} ${type}\n`);
      last = name;
      const end = quantile === null ? "" : `,${label("quantile", quantile)}`;
      for (const [id, value] of values) {
        parts.push(`${name}{${this.labels(scope, id)}${end}} ${value * factor}\n`);
        await breather.breathe();
      }
    }
    return parts.join("");
  }

  private labels(scope: Scope, id: string): string {
    const labels = [["cluster", this.cluster] as const, ...labelsOf(scope, id)];
    const written = labels.map(([name, value]) => label(name, value));
    const app = labels.find(([name]) => name === "app_id")?.[1];
    if (app !== undefined) written.push(label("app", this.appNames.get(app) ?? ""));
    return written.join(",");
  }
}

function byName(a: Family, b: Family): number {
  const key = ({ metric, scope }: Family): string => `${prometheusName(metric, scope).name} ${metric.name}`;
  const [one, other] = [key(a), key(b)];
  return one < other ? -1 : one > other ? 1 : 0;
}

function known(values: ReadonlyMap<string, number | null>): Map<string, number> {
  const kept = new Map<string, number>();
  for (const [id, value] of values) if (value !== null) kept.set(id, value);
  return kept;
}

function escapeHelp(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n");
}
