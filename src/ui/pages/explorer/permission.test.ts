import { expect, it } from "vitest";
import type { ClusterEntry, Session } from "#api/clusters.ts";
import { refusalOf } from "./permission.ts";

const OPERATOR: Session = { user: "ann", role: "operator", signIn: "password" };
const VIEWER: Session = { ...OPERATOR, role: "viewer" };
const WRITABLE: ClusterEntry = { name: "c", title: "C", environment: null, writes: true, kind: "real", health: "ok" };
const READ_ONLY: ClusterEntry = { ...WRITABLE, writes: false };
const REPLAY: ClusterEntry = { ...READ_ONLY, kind: "replay" };

it.each([
  ["change", OPERATOR, WRITABLE, null],
  ["change", OPERATOR, READ_ONLY, /read-only/],
  ["change", VIEWER, WRITABLE, /role of operator/],
  ["change", null, WRITABLE, /not known yet/],
  ["costly", OPERATOR, WRITABLE, null],
  ["costly", OPERATOR, READ_ONLY, null],
  ["costly", VIEWER, READ_ONLY, /role of operator/],
  ["costly", OPERATOR, REPLAY, /recording/],
  ["costly", null, null, /not known yet/],
] as const)("%s for %j", (effect, session, cluster, words) => {
  const said = refusalOf(effect, session, cluster);
  if (words === null) expect(said).toBeNull();
  else expect(said).toMatch(words);
});
