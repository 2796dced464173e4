// What surrounds every page of a cluster: navigation, what kind of cluster it is, who leads.
import { Outlet, ScrollRestoration } from "react-router";
import { LeaderContext } from "../parts/LeaderContext.ts";
import { useCluster } from "../parts/useCluster.ts";
import { queries, useLiveOptional } from "../queries.ts";
import { EnvironmentBand } from "./EnvironmentBand.tsx";
import { ReplayBar } from "./ReplayBar.tsx";
import { Sidebar } from "./Sidebar.tsx";
import { UnknownCluster } from "./UnknownCluster.tsx";
import { useLeaderWatch } from "./useLeaderWatch.ts";

export function ClusterFrame() {
  const cluster = useCluster();
  const clusters = useLiveOptional(queries.clusters()).live?.data ?? null;
  const entry = clusters?.find(({ name }) => name === cluster);
  const unknown = clusters !== null && entry === undefined;
  const roster = useLiveOptional(queries.roster(cluster), !unknown).live;
  const leadership = useLeaderWatch(cluster, roster?.data ?? null, roster?.exchange.at ?? 0);
  if (unknown) return <UnknownCluster name={cluster} />;
  return (
    <LeaderContext value={leadership}>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <ScrollRestoration />
      <div className="frame">
        <Sidebar cluster={cluster} clusters={clusters} rosterKnown={roster !== null} />
        <div className="frame-main">
          <EnvironmentBand entry={entry} />
          {entry?.kind === "replay" && <ReplayBar cluster={cluster} />}
          <main id="main" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
    </LeaderContext>
  );
}
