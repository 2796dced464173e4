import { useLiveOptional } from "../live.ts";
import { useRefreshInterval } from "../preferences.ts";
import { queries } from "../queries.ts";
import { LiveFigure, type LiveChartProperties } from "./LiveFigure.tsx";
import { metasRow } from "./metas-row.ts";
import { remembered, type Row } from "./rows.ts";
import { useMemory } from "./useMemory.ts";

const NO_ROWS: readonly Row[] = [];
/** They are not asked faster (reference 9.1). */
const LEAST_SECONDS = 10;

/** What `/meta/nodes` and `/meta/apps` tell, for servers that have no `/metrics`. */
export function MetasChart(properties: LiveChartProperties) {
  const { cluster, spec } = properties;
  const nodes = useLiveOptional(queries.nodes(cluster));
  const apps = useLiveOptional(queries.apps(cluster));
  const refresh = useRefreshInterval();
  const told = nodes.live === null || apps.live === null ? null : { nodes: nodes.live, apps: apps.live };
  const rows = useMemory(NO_ROWS, (so) =>
    told === null
      ? so
      : remembered(
          so,
          metasRow(spec.metric, spec.scope, Math.min(told.nodes.exchange.at, told.apps.exchange.at), {
            nodes: told.nodes.data,
            apps: told.apps.data,
          }),
        ),
  );
  return (
    <LiveFigure
      {...properties}
      rows={rows}
      expected={Math.max(LEAST_SECONDS, refresh) * 1000}
      failure={(nodes.failure ?? apps.failure)?.message ?? null}
      source="live from /meta"
    />
  );
}
