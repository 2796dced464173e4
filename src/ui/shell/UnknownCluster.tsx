import { Link } from "react-router";
import { Page } from "../parts/Page.tsx";
import { paths } from "../paths.ts";

/** A cluster in the address that this dashboard does not have. */
export function UnknownCluster({ name }: { readonly name: string }) {
  return (
    <main id="main" className="alone">
      <Page title="Unknown cluster">
        <p>
          This dashboard has no cluster called <code>{name}</code>. It may have been renamed or taken out of the
          configuration.
        </p>
        <p>
          <Link to={paths.home()}>To the clusters</Link>
        </p>
      </Page>
    </main>
  );
}
