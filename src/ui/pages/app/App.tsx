// One app: its partitions and where they are, its replicas per node, its environment.
import { Tabs } from "@mantine/core";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { Link, useParams } from "react-router";
import { LazySmallBoard } from "../../history/LazySmallBoard.ts";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { plural } from "../../format.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { paths } from "../../paths.ts";
import { AppNodesTable } from "./AppNodesTable.tsx";
import { BulkLoad } from "./BulkLoad.tsx";
import { Compaction } from "./Compaction.tsx";
import { Duplication } from "./Duplication.tsx";
import { EnvTable } from "./EnvTable.tsx";
import { Heat } from "./Heat.tsx";
import { PartitionTable } from "./PartitionTable.tsx";
import { Scenario } from "./Scenario.tsx";
import { Summary } from "./Summary.tsx";
import { UnknownApp } from "./UnknownApp.tsx";
import "./app.css";

const TABS = [
  { value: "partitions", label: "Partitions" },
  { value: "heat", label: "Heat" },
  { value: "nodes", label: "Nodes" },
  { value: "metrics", label: "Metrics" },
  { value: "envs", label: "Envs" },
  { value: "duplication", label: "Duplication" },
  { value: "bulkload", label: "Bulk load" },
  { value: "compaction", label: "Compaction" },
  { value: "scenario", label: "Scenario" },
] as const;
const CHARTS = [
  "read_requests",
  "write_requests",
  "read_latency_ns.p99",
  "write_latency_ns.p99",
  "read_bytes",
  "write_bytes",
  "storage_mb",
  "throttled_rejected",
] as const;
type Tab = (typeof TABS)[number]["value"];
const tabParser = parseAsStringLiteral(TABS.map(({ value }) => value)).withDefault("partitions");

export function Component() {
  const cluster = useCluster();
  const name = useParams()["name"] ?? "";
  const { live, failure } = useLiveOptional(queries.app(cluster, name));
  const [tab, setTab] = useQueryState("tab", tabParser);
  if (failure?.kind === "refused" && failure.exchange.status === 404) {
    return <UnknownApp cluster={cluster} name={name} failure={failure} />;
  }
  const general = live?.data.general;
  return (
    <Page
      title={name}
      beside={
        <>
          <CopyButton text={name} label="Copy name" />
          {general !== undefined && (
            <span className="app-facts">
              id {general.app_id}, {plural(general.partition_count, "partition")}, {general.max_replica_count} copies
            </span>
          )}
        </>
      }
      actions={
        <nav aria-label="About this app" className="app-links">
          <Link to={paths.metrics(cluster, general === undefined ? {} : { app: general.app_id })}>Metrics</Link>
          <Link to={paths.key(cluster, name)}>Find a key</Link>
        </nav>
      }
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
    >
      <Section title="Summary" quiet height={110}>
        <AppSummary cluster={cluster} name={name} />
      </Section>
      <Tabs
        value={tab}
        onChange={(value) => void setTab(TABS.find((one) => one.value === value)?.value ?? "partitions")}
        keepMounted={false}
        className="app-tabs"
      >
        <Tabs.List aria-label="About this app">
          {TABS.map(({ value, label }) => (
            <Tabs.Tab key={value} value={value}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(({ value, label }) => (
          <Tabs.Panel key={value} value={value}>
            <Section title={label} quiet height={400}>
              <TabContent tab={value} cluster={cluster} name={name} />
            </Section>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Page>
  );
}

interface Properties {
  readonly cluster: string;
  readonly name: string;
}

function AppSummary({ cluster, name }: Properties) {
  return <Summary cluster={cluster} detail={useLive(queries.app(cluster, name)).data} />;
}

function TabContent({ tab, cluster, name }: Properties & { readonly tab: Tab }) {
  const { data: detail } = useLive(queries.app(cluster, name));
  const appId = detail.general.app_id;
  switch (tab) {
    case "partitions":
      return <PartitionTable cluster={cluster} detail={detail} />;
    case "heat":
      return <Heat cluster={cluster} detail={detail} />;
    case "nodes":
      return <AppNodesTable cluster={cluster} detail={detail} />;
    case "metrics":
      return <LazySmallBoard cluster={cluster} metrics={CHARTS} scope="app" id={String(appId)} />;
    case "envs":
      return <EnvTable cluster={cluster} app={name} />;
    case "duplication":
      return <Duplication cluster={cluster} app={name} appId={appId} />;
    case "bulkload":
      return <BulkLoad cluster={cluster} app={name} />;
    case "compaction":
      return <Compaction cluster={cluster} app={name} appId={appId} />;
    case "scenario":
      return <Scenario cluster={cluster} app={name} />;
  }
}
