import { useEffect, useMemo, useState } from "react";
import type { MetricResolver } from "../viewer-properties.ts";
import type { RowFacts } from "../worker/protocol.ts";

const UNKNOWN: MetricResolver = () => null;

/** The given resolver, or Pegasus's own catalogue as soon as a metric has come into view. */
export function useMetricCatalog(
  given: MetricResolver | undefined,
  rows: ReadonlyMap<number, RowFacts>,
): MetricResolver {
  const [loaded, setLoaded] = useState<MetricResolver | null>(null);
  const needed = useMemo(() => [...rows.values()].some(({ metric }) => metric !== null), [rows]);
  const load = needed && given === undefined && loaded === null;
  useEffect(() => {
    if (!load) return;
    // Without the catalogue, metrics are shown as they are.
    import("#pegasus/catalog/metrics.ts").then(
      ({ METRICS }) => {
        const byName = new Map(METRICS.map((fact) => [fact.name, fact]));
        setLoaded(() => (name: string) => byName.get(name) ?? null);
      },
      () => {},
    );
  }, [load]);
  return given ?? loaded ?? UNKNOWN;
}
