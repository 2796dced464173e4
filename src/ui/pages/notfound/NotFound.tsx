// An address that is no page.
import { Link, useLocation } from "react-router";
import { Page } from "../../parts/Page.tsx";
import { useCluster } from "../../parts/useCluster.ts";
import { paths } from "../../paths.ts";

export function Component() {
  const cluster = useCluster();
  const { pathname } = useLocation();
  const content = (
    <Page title="Page not found">
      <p>
        There is no page at <code>{pathname}</code>.
      </p>
      <p>
        {cluster === "" ? (
          <Link to={paths.home()}>To the clusters</Link>
        ) : (
          <Link to={paths.cluster(cluster)}>To the cluster {cluster}</Link>
        )}
      </p>
    </Page>
  );
  return cluster === "" ? <main className="alone">{content}</main> : content;
}
