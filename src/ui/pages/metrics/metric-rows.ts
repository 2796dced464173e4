// All metrics there are to chart: the catalogue's, those that the history makes, and what servers have beyond both. Pure.
import { PERCENTILES, type Metrics } from "#pegasus/answers/metrics.ts";
import { METRICS } from "#pegasus/catalog/metrics.ts";
import { KEPT_METRICS } from "#pegasus/kept-metrics.ts";
import { isRemembered, measured, writeForeign, type Measured } from "../../history/measured.ts";

export interface MetricRow {
  /** As servers name it, or the history. */
  readonly name: string;
  /** What can be drawn of it: itself, or its percentiles. Empty: nobody knows how. */
  readonly charts: readonly string[];
  readonly entity: string;
  readonly kind: string;
  readonly unit: string;
  readonly meaning: string;
  readonly servers: string;
  readonly remembered: boolean;
  /** Null: nobody was asked that could tell. */
  readonly present: boolean | null;
}

/** `found`: what servers said of themselves; of replicas only a few were asked for. `wide`: as the history keeps them. */
export function metricRows(found: readonly Metrics[], wide: boolean): MetricRow[] {
  const told = namesIn(found);
  const catalogue = METRICS.map((fact): MetricRow => {
    const { name, entity, kind, unit, meaning, servers } = fact;
    const charts = kind === "Percentile" ? PERCENTILES.map((percentile) => `${name}.${percentile}`) : [name];
    return {
      name,
      charts,
      entity,
      kind,
      unit,
      meaning,
      servers: servers.join(", "),
      remembered: charts.some((chart) => remembered(measured(chart), wide)),
      present: told.get(entity)?.has(name) ?? null,
    };
  });
  const own = KEPT_METRICS.filter(({ origin }) => origin.from === "load").map(
    ({ name, kind, unit, meaning }): MetricRow => ({
      name,
      charts: [name],
      entity: "load",
      kind: { counter: "Counter", gauge: "Gauge", percentile: "Percentile" }[kind],
      unit,
      meaning,
      servers: "replica",
      remembered: true,
      present: true,
    }),
  );
  return [...own, ...catalogue, ...unknown(found)];
}

function remembered(one: Measured | null, wide: boolean): boolean {
  return one !== null && isRemembered(one, wide);
}

/** By entity type. */
function namesIn(found: readonly Metrics[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>();
  for (const { entities } of found) {
    for (const { type, metrics } of entities) {
      const known = names.get(type) ?? new Set();
      for (const { name } of metrics) if (name !== undefined) known.add(name);
      names.set(type, known);
    }
  }
  return names;
}

/** Of a newer version, say: what it is the server tells itself. */
function unknown(found: readonly Metrics[]): MetricRow[] {
  const known = new Set(METRICS.map(({ entity, name }) => `${entity} ${name}`));
  const rows = new Map<string, MetricRow>();
  for (const { role, entities } of found) {
    for (const { type: entity, metrics } of entities) {
      for (const { name = "", type: kind = "", unit = "", desc = "" } of metrics) {
        if (name === "" || known.has(`${entity} ${name}`)) continue;
        const key = writeForeign({ role, entity, name, kind, unit });
        const charts = key === null ? [] : kind === "Percentile" ? PERCENTILES.map((one) => `${key}.${one}`) : [key];
        const row = { name, charts, entity, kind, unit, servers: role, remembered: false, present: true };
        rows.set(`${entity} ${name}`, { ...row, meaning: desc === "" ? "Not in this dashboard's catalogue" : desc });
      }
    }
  }
  return [...rows.values()];
}
