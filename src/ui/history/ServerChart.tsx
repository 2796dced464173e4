import { useLiveMany, useLiveOptional } from "../live.ts";
import { plural } from "../format.ts";
import { useRefreshInterval } from "../preferences.ts";
import { queries } from "../queries.ts";
import { historyQueries } from "../queries-history.ts";
import { hear, NOTHING_HEARD, type Heard } from "./hear.ts";
import { LiveFigure, type LiveChartProperties } from "./LiveFigure.tsx";
import type { LiveOrigin } from "./measured.ts";
import { useMemory } from "./useMemory.ts";

interface Properties extends LiveChartProperties {
  readonly origin: Exclude<LiveOrigin, { readonly from: "load" }>;
  /** Metrics of the same kind of entity that this page draws, too: they are asked for together. */
  readonly together: string;
}

/** More are not asked for one chart: each would cost a question every ten seconds. */
const MOST_SERVERS = 12;

/** Asked of the servers themselves while the page is open, by one filtered question a server. */
export function ServerChart({ origin, together, ...properties }: Properties) {
  const { cluster, spec, found } = properties;
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const refresh = useRefreshInterval();
  const named = spec.ids.map((id) => id.split("/")[0] ?? id);
  const replicas = roster
    .filter(({ role, alive }) => role === "replica" && alive !== false)
    .map(({ server }) => server);
  const wished = spec.scope === "cluster" || spec.scope === "app" || spec.scope === "partition" || named.length === 0;
  const all = wished ? replicas : replicas.filter((server) => named.includes(server));
  const servers = origin.from === "leader" ? ["leader"] : all.slice(0, MOST_SERVERS);
  const [only = ""] = spec.scope === "app" || spec.scope === "partition" ? spec.ids : [];
  const attributes =
    spec.ids.length === 1 && origin.entity === "replica" && only !== "" ? `table_id,${only.split(".")[0] ?? ""}` : "";
  const question = { types: origin.entity, metrics: together, attributes };
  const answers = useLiveMany(servers.map((server) => historyQueries.reading(cluster, server, question)));
  const expected = Math.max(10, refresh, servers.length / 2) * 1000;
  const heard = answers.flatMap(({ live, failure }, index): Heard[] => {
    const server = servers[index] ?? "";
    if (live === null) return failure === null ? [] : [{ server, at: 0, metrics: null }];
    return [
      {
        server: origin.from === "leader" ? (live.exchange.server ?? server) : server,
        at: live.exchange.at,
        metrics: live.data,
      },
    ];
  });
  const waiting = heard.length < servers.length;
  const newest = Math.max(0, ...heard.map(({ at }) => at));
  // One that never answered is silent, not late.
  const settled = heard.map((one) => (one.metrics === null ? { ...one, at: newest } : one));
  const memory = useMemory(NOTHING_HEARD, (so) =>
    waiting || newest === 0
      ? so
      : hear(so, settled, { origin, quantity: found.quantity, scope: spec.scope, ids: spec.ids, expected }),
  );
  const silent = servers.filter((_, index) => (answers[index]?.failure ?? null) !== null);
  const [first = ""] = silent;
  const reason = answers.find(({ failure }) => failure !== null)?.failure?.message ?? "";
  const some =
    all.length > servers.length && origin.from === "servers" ? ` of ${all.length}; pick nodes to see others` : "";
  const copies = origin.entity === "replica" ? ", all copies" : "";
  return (
    <LiveFigure
      {...properties}
      rows={memory.rows}
      expected={expected}
      failure={
        silent.length === 0 ? null : `${first}${silent.length > 1 ? ` and ${silent.length - 1} more` : ""}: ${reason}`
      }
      source={`live from ${origin.from === "leader" ? "the leading meta" : plural(servers.length, "server")}${some}${copies}`}
    />
  );
}
