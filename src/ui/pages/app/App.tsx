// One app: its partitions and where they are, its replicas per node, its environment.
import { Tabs } from "@mantine/core";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useParams } from "react-router";
import { CopyButton } from "../../parts/CopyButton.tsx";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { plural } from "../../format.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { AppNodesTable } from "./AppNodesTable.tsx";
import { EnvTable } from "./EnvTable.tsx";
import { PartitionTable } from "./PartitionTable.tsx";
import { UnknownApp } from "./UnknownApp.tsx";
import "./app.css";

const TABS = ["partitions", "nodes", "envs"] as const;
const tabParser = parseAsStringLiteral(TABS).withDefault("partitions");

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
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
    >
      <Tabs
        value={tab}
        onChange={(value) => void setTab(TABS.find((one) => one === value) ?? "partitions")}
        keepMounted={false}
        className="app-tabs"
      >
        <Tabs.List aria-label="About this app">
          <Tabs.Tab value="partitions">Partitions</Tabs.Tab>
          <Tabs.Tab value="nodes">Nodes</Tabs.Tab>
          <Tabs.Tab value="envs">Envs</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="partitions">
          <Section title="Partitions" quiet height={400}>
            <Partitions cluster={cluster} name={name} />
          </Section>
        </Tabs.Panel>
        <Tabs.Panel value="nodes">
          <Section title="Replicas per node" quiet height={300}>
            <Nodes cluster={cluster} name={name} />
          </Section>
        </Tabs.Panel>
        <Tabs.Panel value="envs">
          <Section title="Environment" quiet height={200}>
            <EnvTable cluster={cluster} app={name} />
          </Section>
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

interface Properties {
  readonly cluster: string;
  readonly name: string;
}

function Partitions({ cluster, name }: Properties) {
  return <PartitionTable cluster={cluster} detail={useLive(queries.app(cluster, name)).data} />;
}

function Nodes({ cluster, name }: Properties) {
  return <AppNodesTable cluster={cluster} detail={useLive(queries.app(cluster, name)).data} />;
}
