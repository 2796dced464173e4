import { Link } from "react-router";
import { Page } from "../../parts/Page.tsx";
import { paths } from "../../paths.ts";

interface Properties {
  readonly cluster: string;
  readonly server: string;
  /** Without a leader it is not known which replica servers there are. */
  readonly leaderKnown: boolean;
}

export function UnknownNode({ cluster, server, leaderKnown }: Properties) {
  return (
    <Page title="Unknown server">
      <p>
        <code>{server}</code> is no server of this cluster: neither one of its metas nor a replica server that its
        leader lists. It may have left, or be called by another name there.
      </p>
      {!leaderKnown && (
        <p>
          No meta server leads at the moment, so the list of replica servers may be missing or old: this server may
          belong to it all the same.
        </p>
      )}
      <p>
        <Link to={paths.nodes(cluster)}>To the nodes</Link> or <Link to={paths.cluster(cluster)}>to the cluster</Link>
      </p>
    </Page>
  );
}
