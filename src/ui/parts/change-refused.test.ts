import { expect, it } from "vitest";
import type { ClusterEntry, Session } from "#api/clusters.ts";
import { changeRefused } from "./change-refused.ts";

const cluster: ClusterEntry = {
  name: "onebox",
  title: "Onebox",
  environment: null,
  writes: true,
  kind: "real",
  health: "ok",
};
const operator: Session = { user: "local", role: "operator", signIn: "none" };

it.each<[what: string, session: Session | null, entry: ClusterEntry | null, refusal: RegExp | null]>([
  ["an operator may change a writable cluster", operator, cluster, null],
  ["nobody changes a read-only cluster", operator, { ...cluster, writes: false }, /onebox is read-only/],
  [
    "the gateway's own reason is given",
    operator,
    { ...cluster, writes: false, writesRefused: "No audit." },
    /^No audit/,
  ],
  ["a viewer changes nothing", { ...operator, role: "viewer" }, cluster, /role of operator/],
  ["somebody without a role changes nothing", { ...operator, role: null }, cluster, /role of operator/],
  ["while the session is not known nothing is changed", null, cluster, /not known yet/],
  ["while the cluster is not known nothing is changed", operator, null, /not known yet/],
])("%s", (_, session, entry, refusal) => {
  const said = changeRefused(session, entry);
  if (refusal === null) expect(said).toBeNull();
  else expect(said).toMatch(refusal);
});
