// What clients ask of the cluster and how long it takes, live: the points seen since the page was opened.
import { parseAsString, useQueryState } from "nuqs";
import { useMemo, useState } from "react";
import { Link } from "react-router";
import type { Load } from "#api/load.ts";
import { LOAD_QUERY } from "#pegasus/load-metrics.ts";
import { writeTarget } from "#pegasus/target.ts";
import { HealthBadge } from "../../parts/HealthBadge.tsx";
import { Icon } from "../../parts/Icon.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { ServerSelect } from "../../parts/ServerSelect.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { useNow } from "../../parts/useNow.ts";
import { paths } from "../../paths.ts";
import { useRefreshInterval } from "../../preferences.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { CHARTS, type ChartFacts } from "./charts.ts";
import { remember, summaryOf, TOGETHER, type Sample } from "./history.ts";
import { linesOf } from "./lines.ts";
import { MetricChart } from "./MetricChart.tsx";
import { statusOf } from "./status.ts";
import "./metrics.css";

const ALL = "";
const REPLICAS = ["replica"] as const;

export function Component() {
  const cluster = useCluster();
  const [picked, setPicked] = useQueryState("server", parseAsString.withDefault(ALL).withOptions({ history: "push" }));
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const load = useLiveOptional(queries.load(cluster)).live;
  const known = picked === ALL || roster.length === 0 || roster.some(({ server }) => server === picked);
  return (
    <Page
      title="Metrics"
      exchange={load?.exchange ?? null}
      failure={load?.failure ?? null}
      {...(load === null ? {} : { onRetry: load.refresh })}
      actions={
        <>
          <ServerSelect
            roster={roster}
            roles={REPLICAS}
            value={picked}
            onPick={(server) => void setPicked(server === ALL ? null : server)}
            first={{ value: ALL, label: "all nodes" }}
          />
          {picked !== ALL && known && <RawMetrics cluster={cluster} server={picked} />}
        </>
      }
    >
      {known ? (
        <Section key={cluster} title="Load" quiet height={560}>
          <Charts cluster={cluster} server={picked === ALL ? null : picked} />
        </Section>
      ) : (
        <p>
          <code>{picked}</code> is not a server of this cluster. <Link to={paths.metrics(cluster)}>Show all nodes</Link>
        </p>
      )}
    </Page>
  );
}

/** The very counters that this node's lines are made of. */
function RawMetrics({ cluster, server }: { readonly cluster: string; readonly server: string }) {
  const [path = "", q = ""] = writeTarget({ path: "metrics", query: LOAD_QUERY }).split("?");
  return (
    <Link className="text-button" to={paths.explorer(cluster, { server, path, q })}>
      <Icon name="external" size={13} />
      <span>Raw JSON</span>
    </Link>
  );
}

function Charts({ cluster, server }: { readonly cluster: string; readonly server: string | null }) {
  const { data } = useLive(queries.load(cluster));
  const refresh = useRefreshInterval();
  const [history, setHistory] = useState<readonly Sample[]>([]);
  const remembered = remember(history, data, refresh);
  if (remembered !== history) setHistory(remembered);
  // Where there is no load at all, empty charts would only hide the reason.
  const nothing =
    data.failure !== null && CHARTS.every(({ metric }) => summaryOf(remembered, metric, TOGETHER) === null);
  return (
    <>
      <StatusLine load={data} server={server} />
      {!nothing && (
        <div className="charts">
          {CHARTS.map((facts) => (
            <Chart key={facts.name} facts={facts} history={remembered} server={server} />
          ))}
        </div>
      )}
    </>
  );
}

function StatusLine({ load, server }: { readonly load: Load; readonly server: string | null }) {
  const { severity, words } = statusOf(load, useNow(), server);
  return (
    <p className="chart-status">{severity === "ok" ? words : <HealthBadge severity={severity}>{words}</HealthBadge>}</p>
  );
}

interface ChartProperties {
  readonly facts: ChartFacts;
  readonly history: readonly Sample[];
  readonly server: string | null;
}

function Chart({ facts, history, server }: ChartProperties) {
  const { lines, note } = useMemo(() => linesOf(facts, history, server), [facts, history, server]);
  return <MetricChart facts={facts} history={history} lines={lines} note={note} />;
}
