import { expect, it } from "vitest";
import type { ClusterEntry, Session } from "#api/clusters.ts";
import { changeRefused, operatorRefused } from "./change-refused.ts";

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
  [
    "a viewer changes nothing",
    { user: "vic", role: "viewer", signIn: "password" },
    cluster,
    /^Changes need the role of operator; you are signed in as vic, a viewer\.$/,
  ],
  [
    "both reasons are told where there are two",
    { user: "vic", role: "viewer", signIn: "password" },
    { ...cluster, writes: false, writesRefused: "The configuration says no." },
    /^The configuration says no\. Besides: Changes need the role of operator; you are signed in as vic, a viewer\.$/,
  ],
  ["somebody without a role changes nothing", { ...operator, role: null }, cluster, /you are not signed in/],
  ["while the session is not known nothing is changed", null, cluster, /not known yet/],
  ["while the cluster is not known nothing is changed", operator, null, /not known yet/],
])("%s", (_, session, entry, refusal) => {
  const said = changeRefused(session, entry);
  if (refusal === null) expect(said).toBeNull();
  else expect(said).toMatch(refusal);
});

it.each<[what: string, session: Session | null, refusal: RegExp | null]>([
  ["an operator", operator, null],
  [
    "a viewer",
    { user: "vic", role: "viewer", signIn: "proxy" },
    /^Secrets need the role of operator; you are signed in as vic/,
  ],
  ["nobody known", null, /not known yet/],
])("%s is let at what changes nothing, or told why not", (_, session, refusal) => {
  const said = operatorRefused(session, "Secrets need");
  if (refusal === null) expect(said).toBeNull();
  else expect(said).toMatch(refusal);
});
