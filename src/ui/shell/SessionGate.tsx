// Nobody sees a page before they are signed in. Whose session ends while a page is open keeps the page, and signs in over it.
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, lazy, useState } from "react";
import { Navigate, Outlet, useLocation } from "react-router";
import type { Session } from "#api/clusters.ts";
import type { Failure } from "../answer.ts";
import { Loading } from "../parts/Loading.tsx";
import { paths } from "../paths.ts";
import { queries, refreshEverything, useLiveOptional } from "../queries.ts";

/** Seldom needed, and the dashboard answers for it whoever one is. */
const SessionEnded = lazy(async () => ({ default: (await import("./SessionEnded.tsx")).SessionEnded }));

export function SessionGate() {
  const { pathname, search, hash } = useLocation();
  const client = useQueryClient();
  const { live, failure } = useLiveOptional(queries.session());
  const session = live?.data ?? null;
  /** Who was signed in on this very page. */
  const [user, setUser] = useState<string | null>(null);
  if (session !== null && session.user !== null && session.user !== user) setUser(session.user);

  if (session === null && failure === null) return <Loading height={400} />;
  const how = endedBy(session, failure);
  if (how !== null && user === null && session !== null)
    return <Navigate replace to={paths.signIn(`${pathname}${search}${hash}`)} />;
  return (
    <>
      <Outlet />
      {how !== null && (
        <Suspense>
          <SessionEnded user={user ?? ""} how={how} onSignedIn={() => refreshEverything(client)} />
        </Suspense>
      )}
    </>
  );
}

/** By which way one signs in again; null: no need. A proxy that wants people back says 401 itself, in words of its own. */
function endedBy(session: Session | null, failure: Failure | null): "password" | "proxy" | null {
  if (failure?.kind === "refused" && failure.exchange.status === 401) return "proxy";
  if (session === null || session.user !== null) return null;
  return session.signIn === "proxy" ? "proxy" : "password";
}
