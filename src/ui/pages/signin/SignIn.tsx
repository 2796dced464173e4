// Where one signs in, and what to do when a proxy does that and has not.
import { useQueryClient } from "@tanstack/react-query";
import { Navigate, useSearchParams } from "react-router";
import { Page } from "../../parts/Page.tsx";
import { Section } from "../../parts/Section.tsx";
import { SignInForm } from "../../parts/SignInForm.tsx";
import { nextPath } from "../../next-path.ts";
import { queries, refreshSession, useLive } from "../../queries.ts";

export function Component() {
  return (
    <main className="alone sign-in" id="main">
      <Page title="Sign in">
        <Section title="Sign in to this dashboard" quiet>
          <Entry />
        </Section>
      </Page>
    </main>
  );
}

function Entry() {
  const client = useQueryClient();
  const [parameters] = useSearchParams();
  const { data: session } = useLive(queries.session());
  if (session.user !== null) return <Navigate replace to={nextPath(parameters.get("next"), window.location.origin)} />;
  if (session.signIn === "proxy") {
    return (
      <>
        <p>
          A proxy in front of this dashboard signs people in, and it did not say who you are. Either this is not the
          address to come by, or the proxy is not one that the dashboard trusts.
        </p>
        <button type="button" className="text-button" onClick={() => window.location.reload()}>
          Try again
        </button>
      </>
    );
  }
  return <SignInForm onSignedIn={async () => (await refreshSession(client)).user !== null} />;
}
