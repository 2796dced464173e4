// A histogram of seconds in Prometheus text format. prom-client's own costs more than the rest of what a small request costs us.
import { label } from "./prometheus/label.ts";

/** Cumulative only when they are told. */
interface Series {
  readonly labels: string;
  readonly counts: number[];
  sum: number;
}

export class Durations<Label extends string> {
  private readonly name: string;
  private readonly help: string;
  private readonly labelNames: readonly Label[];
  private readonly buckets: readonly number[];
  private readonly series = new Map<string, Series>();

  /** `buckets`: upper bounds, ascending; what is above all of them counts as well. */
  constructor(name: string, help: string, labelNames: readonly Label[], buckets: readonly number[]) {
    this.name = name;
    this.help = help;
    this.labelNames = labelNames;
    this.buckets = buckets;
  }

  /** `values` of the labels, in their order. There must be few of them. */
  observe(values: readonly string[], seconds: number): void {
    const key = values.join("\n");
    let found = this.series.get(key);
    if (found === undefined) {
      found = {
        labels: this.labelled(values),
        counts: Array.from({ length: this.buckets.length + 1 }, () => 0),
        sum: 0,
      };
      this.series.set(key, found);
    }
    let bucket = 0;
    while (bucket < this.buckets.length && seconds > (this.buckets[bucket] ?? Infinity)) bucket++;
    found.counts[bucket] = (found.counts[bucket] ?? 0) + 1;
    found.sum += seconds;
  }

  text(): string {
    const lines = [`# HELP ${this.name} ${this.help}`, `# TYPE ${this.name} histogram`];
    for (const { labels, counts, sum } of this.series.values()) {
      let count = 0;
      for (const [index, more] of counts.entries()) {
        count += more;
        lines.push(`${this.name}_bucket{le="${this.buckets[index] ?? "+Inf"}",${labels}} ${count}`);
      }
      lines.push(`${this.name}_sum{${labels}} ${sum}`, `${this.name}_count{${labels}} ${count}`);
    }
    return `${lines.join("\n")}\n`;
  }

  private labelled(values: readonly string[]): string {
    return this.labelNames.map((name, index) => label(name, values[index] ?? "")).join(",");
  }
}
