// From the values of a round to the instants of the grid: what was so between two rounds is what each instant between them gets.
import type { Scope } from "#pegasus/kept-metrics.ts";
import type { Instant } from "./blocks.ts";
import { GAP, codeOf } from "./codes.ts";
import type { SeriesRow } from "./history-file.ts";
import type { SeriesNames } from "./series-names.ts";

/** The values of one metric and scope by entity; null: a gap. */
export interface Reading {
  readonly metric: string;
  readonly scope: Scope;
  readonly values: ReadonlyMap<string, number | null>;
}

interface Mean {
  sum: number;
  count: number;
}

/** Values of partitions are kept as means: there are too many of them. */
export function isCoarse(scope: Scope): boolean {
  return scope === "partition";
}

export class Recorder {
  private readonly names: SeriesNames;
  private readonly steps: { readonly fine: number; readonly coarse: number };
  private readonly onNew: (row: SeriesRow) => void;
  private readonly means = new Map<string, Map<number, Mean>>();

  constructor(
    names: SeriesNames,
    steps: { readonly fine: number; readonly coarse: number },
    onNew: (row: SeriesRow) => void,
  ) {
    this.names = names;
    this.steps = steps;
    this.onNew = onNew;
  }

  /** What a round gives to the grid; `from` and `to` are ms, the first excluded. */
  instants(cluster: string, from: number, to: number, readings: readonly Reading[]): Instant[] {
    const instants: Instant[] = [];
    const { fine, coarse } = this.steps;
    const first = (Math.floor(from / fine) + 1) * fine;
    if (first > to) return [];
    const finer = this.coded(cluster, readings);
    const coarser = readings.some(({ scope }) => isCoarse(scope));
    for (let at = first; at <= to; at += fine) {
      if (finer.series.length > 0) instants.push({ at, coarse: false, ...finer });
      if (!coarser) continue; // what was gathered for others is not of these instants
      this.gather(cluster, readings);
      if (at % coarse === 0) instants.push({ at, coarse: true, ...this.gathered(cluster) });
    }
    return instants;
  }

  private coded(cluster: string, readings: readonly Reading[]): Pick<Instant, "series" | "codes"> {
    const codes = new Map<number, number>();
    for (const { metric, scope, values } of readings) {
      if (isCoarse(scope)) continue;
      const idOf = this.names.numbering({ cluster, metric, scope }, this.onNew);
      for (const [entity, value] of values) {
        const code = codeOf(value);
        if (code !== GAP) codes.set(idOf(entity), code);
      }
    }
    return ascending(codes);
  }

  private gather(cluster: string, readings: readonly Reading[]): void {
    const means = this.means.get(cluster) ?? new Map<number, Mean>();
    this.means.set(cluster, means);
    for (const { metric, scope, values } of readings) {
      if (!isCoarse(scope)) continue;
      const idOf = this.names.numbering({ cluster, metric, scope }, this.onNew);
      for (const [entity, value] of values) {
        if (value === null) continue;
        const id = idOf(entity);
        const mean = means.get(id);
        if (mean === undefined) means.set(id, { sum: value, count: 1 });
        else {
          mean.sum += value;
          mean.count++;
        }
      }
    }
  }

  private gathered(cluster: string): Pick<Instant, "series" | "codes"> {
    const means = this.means.get(cluster) ?? new Map<number, Mean>();
    this.means.delete(cluster);
    return ascending(new Map([...means].map(([id, { sum, count }]) => [id, codeOf(sum / count)])));
  }
}

function ascending(codes: ReadonlyMap<number, number>): Pick<Instant, "series" | "codes"> {
  const series = [...Uint32Array.from(codes.keys()).toSorted()];
  return { series, codes: series.map((id) => codes.get(id) ?? GAP) };
}
