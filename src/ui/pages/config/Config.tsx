// The flags of one server: each process has its own values, so there is no such thing as the cluster's configuration.
import { parseAsString, useQueryState } from "nuqs";
import { Link } from "react-router";
import type { RosterEntry } from "#api/clusters.ts";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { ServerSelect } from "../../parts/ServerSelect.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";
import { useLive, useLiveOptional } from "../../live.ts";
import { queries } from "../../queries.ts";
import { Flags } from "./Flags.tsx";
import "./config.css";

export function Component() {
  const cluster = useCluster();
  const [picked, setPicked] = useQueryState("server", parseAsString.withOptions({ history: "push" }));
  const roster = useLiveOptional(queries.roster(cluster)).live?.data ?? [];
  const server = picked ?? standardServer(roster);
  const configs = useLiveOptional(queries.configs(cluster, server ?? ""), server !== null).live;
  return (
    <Page
      title="Config"
      exchange={configs?.exchange ?? null}
      failure={configs?.failure ?? null}
      {...(configs === null ? {} : { onRetry: configs.refresh })}
      actions={<ServerSelect roster={roster} value={server ?? ""} onPick={(one) => void setPicked(one)} />}
    >
      <Section key={server} title="Configs" quiet height={600}>
        <ServerFlags cluster={cluster} picked={picked} />
      </Section>
    </Page>
  );
}

/** The leader, else the first that may answer. */
function standardServer(roster: readonly RosterEntry[]): string | null {
  const entry = roster.find(({ leader }) => leader) ?? roster.find(({ alive }) => alive !== false) ?? roster[0];
  return entry?.server ?? null;
}

function ServerFlags({ cluster, picked }: { readonly cluster: string; readonly picked: string | null }) {
  const roster = useLive(queries.roster(cluster)).data;
  const server = picked ?? standardServer(roster);
  if (server === null) return <p>No server of this cluster is known yet.</p>;
  if (!roster.some((entry) => entry.server === server)) {
    return (
      <p>
        <code>{server}</code> is not a server of this cluster.{" "}
        <Link to={paths.config(cluster)}>Show the leader’s flags</Link>
      </p>
    );
  }
  return <Flags cluster={cluster} server={server} roster={roster} />;
}
