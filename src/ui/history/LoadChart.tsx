import { useLiveOptional } from "../live.ts";
import { whyNoLoad } from "../parts/load-words.ts";
import { useRefreshInterval } from "../preferences.ts";
import { queries } from "../queries.ts";
import { LiveFigure, type LiveChartProperties } from "./LiveFigure.tsx";
import { loadRow } from "./load-row.ts";
import type { LiveOrigin } from "./measured.ts";
import { remembered, type Row } from "./rows.ts";
import { useMemory } from "./useMemory.ts";

type Properties = LiveChartProperties & { readonly origin: Extract<LiveOrigin, { readonly from: "load" }> };

const NO_ROWS: readonly Row[] = [];

/** What the gateway's sampler sees while somebody looks. */
export function LoadChart({ origin, ...properties }: Properties) {
  const { cluster, spec } = properties;
  const { live, failure } = useLiveOptional(queries.load(cluster));
  const refresh = useRefreshInterval();
  const load = live?.data ?? null;
  const rows = useMemory(NO_ROWS, (so) =>
    load === null ? so : remembered(so, loadRow(load, origin.field, spec.scope, spec.ids)),
  );
  const none = load === null || load.failure !== null || load.at === null;
  return (
    <LiveFigure
      {...properties}
      rows={rows}
      expected={Math.max(load?.interval ?? 10, refresh) * 1000}
      failure={none && (failure !== null || (load?.failure ?? null) !== null) ? whyNoLoad(load, failure) : null}
      source="live, since this page was opened"
    />
  );
}
