// One server, replica or meta: what it is, what it uses, which replicas it has.
import { Tabs } from "@mantine/core";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Link, Navigate, useParams } from "react-router";
import { LazySmallBoard } from "../../history/LazySmallBoard.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { Failure } from "../../parts/Failure.tsx";
import { Loading } from "../../parts/Loading.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { Facts } from "./Facts.tsx";
import { Replicas } from "./Replicas.tsx";
import { SafeToStop } from "./SafeToStop.tsx";
import { FIGURE_METRICS, FIGURE_TYPES } from "./server-figures.ts";
import { Tasks } from "./Tasks.tsx";
import { UnknownNode } from "./UnknownNode.tsx";
import "./node.css";

const TABS = [
  { value: "replicas", label: "Replicas", ofReplicas: true },
  { value: "stop", label: "Safe to stop this node?", ofReplicas: true },
  { value: "tasks", label: "Tasks and queues", ofReplicas: false },
  { value: "metrics", label: "Metrics", ofReplicas: true },
] as const;
const CHARTS = [
  "read_requests",
  "write_requests",
  "read_latency_ns.p99",
  "write_latency_ns.p99",
  "resident_mem_usage_mb",
  "disk_capacity_avail_mb",
  "network_server_sessions",
  "primary_replicas",
] as const;
type Tab = (typeof TABS)[number]["value"];
const tabParser = parseAsStringLiteral(TABS.map(({ value }) => value)).withDefault("replicas");

function TabContent({
  tab,
  cluster,
  server,
}: {
  readonly tab: Tab;
  readonly cluster: string;
  readonly server: string;
}) {
  switch (tab) {
    case "replicas":
      return <Replicas cluster={cluster} server={server} />;
    case "stop":
      return <SafeToStop cluster={cluster} server={server} />;
    case "tasks":
      return <Tasks cluster={cluster} server={server} />;
    case "metrics":
      return <LazySmallBoard cluster={cluster} metrics={CHARTS} scope="server" id={server} />;
  }
}

export function Component() {
  const cluster = useCluster();
  const server = useParams()["server"] ?? "";
  const roster = useLiveOptional(queries.roster(cluster));
  const version = useLiveOptional(queries.version(cluster, server));
  // Of what the page shows this is what is asked again and again; the version is asked once.
  const figures = useLiveOptional(queries.serverMetrics(cluster, server, FIGURE_TYPES, FIGURE_METRICS)).live;
  const entry = roster.live?.data.find((one) => one.server === server);
  const [tab, setTab] = useQueryState("tab", tabParser);
  const tabs = TABS.filter(({ ofReplicas }) => entry?.role === "replica" || !ofReplicas);
  const shown = tabs.some(({ value }) => value === tab) ? tab : (tabs[0]?.value ?? "tasks");
  const answeredAs = version.live?.exchange.server ?? null;

  if (roster.live !== null && entry === undefined) {
    // The cluster calls one server by one name; whoever came by another is led to it.
    const known = roster.live.data.some((one) => one.server === answeredAs);
    if (known && answeredAs !== null && answeredAs !== server)
      return <Navigate replace to={paths.node(cluster, answeredAs)} />;
    if (version.failure?.kind === "gateway" && version.failure.code === "not-a-member") {
      const leaderKnown = roster.live.data.some(({ leader }) => leader);
      return <UnknownNode cluster={cluster} server={server} leaderKnown={leaderKnown} />;
    }
  }
  const failure = roster.failure ?? version.failure;
  return (
    <Page
      title={server}
      beside={<CopyButton text={server} label="Copy address" />}
      actions={
        <nav aria-label="About this server" className="server-links">
          <Link to={paths.metrics(cluster, { server })}>Metrics</Link>
          <Link to={paths.config(cluster, { server })}>Config</Link>
          <Link to={paths.explorer(cluster, { server, path: "/" })}>Explorer</Link>
        </nav>
      }
      exchange={(figures ?? version.live)?.exchange ?? null}
      failure={figures?.failure ?? null}
    >
      <Section title="Server" quiet height={180}>
        {entry !== undefined ? (
          <Facts cluster={cluster} entry={entry} />
        ) : failure === null ? (
          <Loading height={180} />
        ) : (
          <Failure failure={failure} height={180} />
        )}
      </Section>
      {entry !== undefined && (
        <Tabs
          value={shown}
          onChange={(value) => void setTab(TABS.find((one) => one.value === value)?.value ?? "replicas")}
          keepMounted={false}
        >
          <Tabs.List aria-label="About this server">
            {tabs.map(({ value, label }) => (
              <Tabs.Tab key={value} value={value}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ value, label }) => (
            <Tabs.Panel key={value} value={value} className="node-panel">
              <Section title={label} quiet height={300}>
                <TabContent tab={value} cluster={cluster} server={server} />
              </Section>
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
      {entry?.role === "meta" && (
        <p className="page-intro">Meta servers hold no replicas; they decide where they are.</p>
      )}
    </Page>
  );
}
