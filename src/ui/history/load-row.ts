// A round of the gateway's load as a row of a chart. Pure.
import type { Load } from "#api/load.ts";
import type { LoadField } from "#pegasus/kept-metrics.ts";
import type { ChartScope } from "./measured.ts";
import type { Row } from "./rows.ts";

/** Null: there is no round yet. What the load does not tell of a scope has no value. */
export function loadRow(load: Load, field: LoadField, scope: ChartScope, ids: readonly string[]): Row | null {
  if (load.at === null) return null;
  const all: Readonly<Record<string, object>> =
    scope === "cluster" ? { "": load.cluster } : scope === "server" ? load.nodes : scope === "app" ? load.apps : {};
  const values = Object.entries(all)
    .filter(([id]) => ids.length === 0 || ids.includes(id))
    .map(([id, figures]) => [id, valueIn(figures, field)] as const);
  return { at: load.at, values: new Map(values) };
}

function valueIn(figures: object, field: LoadField): number | null {
  const value: unknown = Object.entries(figures).find(([name]) => name === field)?.[1];
  return typeof value === "number" ? value : null;
}
