// What a row means beyond its text: where it leads, which metric it is, and its number for people.
import { formatBytes } from "../../format.ts";
import type { LinkResolver, MetricNote, MetricResolver } from "../viewer-properties.ts";
import { humanText } from "../human.ts";
import type { RowFacts } from "../worker/protocol.ts";

/** Values of a metric that have its unit (reference 3.2). */
const METRIC_VALUES = /^(?:value|p\d+)$/;

export class Meaning {
  private readonly links: LinkResolver | undefined;
  private readonly metrics: MetricResolver;

  constructor(links: LinkResolver | undefined, metrics: MetricResolver) {
    this.links = links;
    this.metrics = metrics;
  }

  valueLink(facts: RowFacts): string | null {
    if (this.links === undefined || facts.cut || facts.kind === "word") return null;
    const list = facts.label.kind === "index" ? -2 : -1;
    return this.links({ value: plain(facts), key: facts.path.at(list) ?? "", path: facts.path, isKey: false });
  }

  keyLink({ label, path }: RowFacts): string | null {
    if (this.links === undefined || label.kind !== "key") return null;
    return this.links({ value: label.key, key: path.at(-2) ?? "", path: path.slice(0, -1), isKey: true });
  }

  keyTitle(facts: RowFacts): string | undefined {
    const note = this.metricOf(facts);
    return note === null ? undefined : `${note.meaning} (${note.kind}, ${note.unit})`;
  }

  /** What the catalogue says of the metric that a row is, or is a part of. */
  metricOf({ metric }: RowFacts): MetricNote | null {
    return metric === null ? null : this.metrics(metric);
  }

  /** `61.2 µs`, `2026-03-02 14:03:22`; of a metric as a whole its unit and meaning. */
  hint(facts: RowFacts): string | null {
    const note = this.metricOf(facts);
    if (facts.children > 0) return note === null ? null : `${note.unit}: ${note.meaning}`;
    const key = facts.label.kind === "key" ? facts.label.key : "";
    if (note !== null && key === "name") return `${note.meaning} (${note.kind}, ${note.unit})`;
    const unit = note !== null && METRIC_VALUES.test(key) ? note.unit : null;
    return facts.kind === "number" || facts.kind === "string" ? humanText(key, plain(facts), unit) : null;
  }

  /** Where a cell's value leads. */
  link(value: string, key: string, path: readonly string[]): string | null {
    return this.links?.({ value, key, path, isKey: false }) ?? null;
  }

  human(key: string, value: string): string | null {
    return humanText(key, value, null);
  }

  sizeText({ size }: RowFacts): string {
    return formatBytes(size);
  }
}

/** A string without its quotes; escapes stay, which links do not have. */
function plain({ kind, text }: RowFacts): string {
  return kind === "string" ? text.slice(1, -1) : text;
}
