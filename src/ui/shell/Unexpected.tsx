import { isRouteErrorResponse, Link, useRouteError } from "react-router";
import { Page } from "../parts/Page.tsx";
import { paths } from "../paths.ts";

/** What is shown when a whole page fails, which is always a fault of the dashboard or a version that is no longer served. */
export function Unexpected() {
  const error = useRouteError();
  return (
    <div className="alone" role="alert">
      <Page title="Something went wrong">
        <p>{said(error)}</p>
        <p>
          This is a fault of the dashboard, or it has been updated since this page was opened. The cluster is not
          affected.
        </p>
        <p className="failure-actions">
          <button type="button" className="text-button" onClick={() => window.location.reload()}>
            Reload the page
          </button>
          <Link className="text-button" to={paths.home()} reloadDocument>
            To the first page
          </Link>
        </p>
      </Page>
    </div>
  );
}

function said(error: unknown): string {
  if (isRouteErrorResponse(error)) return `${error.status} ${error.statusText}`;
  return error instanceof Error ? error.message : String(error);
}
