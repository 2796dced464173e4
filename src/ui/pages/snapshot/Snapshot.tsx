// All that the cluster says of itself, in one file that another machine can open: for a bug, an incident, or a colleague.
import { useMemo, useState } from "react";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { Choices } from "./Choices.tsx";
import { costOf, suggestedChoice, type Extent } from "./cost.ts";
import type { Choice } from "./plan.ts";
import { Result } from "./Result.tsx";
import { Running } from "./Running.tsx";
import { useSnapshot } from "./useSnapshot.ts";
import "./snapshot.css";

export function Component() {
  const cluster = useCluster();
  return (
    <Page
      title="Snapshot"
      intro={
        <>
          Asks every server everything that is safe to ask, and puts the answers into one file. On any machine{" "}
          <code className="snapshot-command">npm start -- --replay FILE</code> opens it as this dashboard, with the same
          apps, nodes and health.
        </>
      }
    >
      <Section title="Take a snapshot" quiet height={300}>
        <Taker cluster={cluster} />
      </Section>
    </Page>
  );
}

function Taker({ cluster }: { readonly cluster: string }) {
  const { data: servers } = useLive(queries.roster(cluster));
  const list = useLiveOptional(queries.appList(cluster));
  const clusters = useLiveOptional(queries.clusters()).live?.data ?? [];
  const title = clusters.find(({ name }) => name === cluster)?.title ?? cluster;
  const snapshot = useSnapshot(cluster, title);
  const apps = list.live?.data.general_info;
  const extent = useMemo<Extent>(
    () => ({
      servers,
      tables: Object.values(apps ?? {}).map((app) => ({
        id: app.app_id,
        name: app.app_name,
        partitions: app.partition_count,
        copies: app.replica_count,
      })),
    }),
    [servers, apps],
  );
  const [chosen, setChosen] = useState<Partial<Choice>>({});
  const choice = useMemo(() => ({ ...suggestedChoice(extent), ...chosen }), [extent, chosen]);
  const cost = useMemo(() => costOf(extent, choice), [extent, choice]);
  const { taking } = snapshot;
  return (
    <>
      <Choices
        choice={choice}
        onChoice={(changed) => setChosen({ ...chosen, ...changed })}
        extent={extent}
        cost={cost}
        running={taking.kind === "running"}
        onTake={() => snapshot.start(servers, choice)}
        unknownTables={apps === undefined ? (list.failure?.message ?? "They are being loaded.") : null}
      />
      {taking.kind === "running" && <Running progress={taking.progress} most={cost.requests} onStop={snapshot.stop} />}
      {(taking.kind === "taken" || taking.kind === "failed") && <Result taking={taking} />}
    </>
  );
}
