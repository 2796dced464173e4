// Collects values under metric, scope and id while a round is reduced.
import type { Scope } from "#pegasus/kept-metrics.ts";
import { CarefulSum } from "./careful-sum.ts";
import type { Reading } from "./recorder.ts";

interface Group<T> {
  readonly metric: string;
  readonly scope: Scope;
  readonly values: Map<string, T>;
}

/** The one id of the scope `cluster`. */
export const WHOLE = "";

export class Gatherer {
  private readonly plain = new Map<string, Group<number>>();
  private readonly sums = new Map<string, Group<CarefulSum>>();

  set(metric: string, scope: Scope, id: string, value: number | null): void {
    if (value !== null) groupIn(this.plain, metric, scope).set(id, value);
  }

  highest(metric: string, scope: Scope, id: string, value: number): void {
    const values = groupIn(this.plain, metric, scope);
    const before = values.get(id);
    if (before === undefined || before < value) values.set(id, value);
  }

  add(metric: string, scope: Scope, id: string, value: number | null, weight: number | null): void {
    const values = groupIn(this.sums, metric, scope);
    let sum = values.get(id);
    if (sum === undefined) {
      sum = new CarefulSum();
      values.set(id, sum);
    }
    sum.add(value, weight);
  }

  readings(): Reading[] {
    const summed = [...this.sums.values()].map(({ metric, scope, values }) => ({
      metric,
      scope,
      values: new Map([...values].map(([id, sum]) => [id, sum.value])),
    }));
    return [...this.plain.values(), ...summed];
  }
}

function groupIn<T>(groups: Map<string, Group<T>>, metric: string, scope: Scope): Map<string, T> {
  const key = `${metric}\n${scope}`;
  let group = groups.get(key);
  if (group === undefined) {
    group = { metric, scope, values: new Map() };
    groups.set(key, group);
  }
  return group.values;
}
