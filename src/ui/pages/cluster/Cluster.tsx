// The cluster at a glance: what is wrong, how much there is, which servers it has.
import { lazy } from "react";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { LostLater } from "./LostLater.tsx";
import { HealthPanel } from "./HealthPanel.tsx";
import "./cluster.css";

/** What is wrong comes first; the table, which weighs more than all the rest of this page, right after it. */
const ServerTable = lazy(async () => ({ default: (await import("./ServerTable.tsx")).ServerTable }));

export function Component() {
  const cluster = useCluster();
  const { live } = useLiveOptional(queries.clusterInfo(cluster));
  return (
    <Page
      title="Cluster"
      exchange={live?.exchange ?? null}
      failure={live?.failure ?? null}
      {...(live === null ? {} : { onRetry: live.refresh })}
    >
      <Section title="Health" height={190}>
        <HealthPanel cluster={cluster} />
        <LostLater cluster={cluster} />
      </Section>
      <Section title="Servers" height={220}>
        <ServerTable cluster={cluster} />
      </Section>
    </Page>
  );
}
