// `/api/session`, `/api/clusters` and the roster of a cluster (design.md, gateway routes).
import * as z from "zod/mini";

export const sessionSchema = z.looseObject({
  user: z.nullable(z.string()),
  role: z.nullable(z.enum(["viewer", "operator"])),
  signIn: z.enum(["none", "password", "proxy"]),
  expires: z.optional(z.number()),
});
/** `user` and `role` are null for nobody who is signed in; `signIn` then says how one could. */
export interface Session {
  user: string | null;
  role: "viewer" | "operator" | null;
  signIn: "none" | "password" | "proxy";
  /** When one is signed out by itself, ms since epoch by the gateway's clock; with a password only. */
  expires?: number | undefined;
}

const HEALTHS = ["ok", "notice", "warning", "critical", "unknown"] as const;

const clusterSchema = z.looseObject({
  name: z.string(),
  title: z.string(),
  environment: z.nullable(z.enum(["development", "staging", "production"])),
  /** Whether changes are allowed at all; `writesRefused` says why not. */
  writes: z.boolean(),
  writesRefused: z.optional(z.string()),
  kind: z.enum(["real", "demo", "replay"]),
  scenario: z.optional(z.string()),
  health: z.enum(HEALTHS),
  reason: z.optional(z.string()),
});
export const clustersSchema = z.array(clusterSchema);

export interface ClusterEntry {
  /** `[a-z0-9-]+`, as in URLs. */
  name: string;
  title: string;
  environment: "development" | "staging" | "production" | null;
  writes: boolean;
  writesRefused?: string | undefined;
  kind: "real" | "demo" | "replay";
  scenario?: string | undefined;
  /** As far as known from answers that the gateway has seen lately; `unknown` when nobody asked. */
  health: (typeof HEALTHS)[number];
  /** The worst that is wrong, as a sentence; absent where nothing is. */
  reason?: string | undefined;
}

export const rosterSchema = z.array(
  z.looseObject({
    server: z.string(),
    role: z.enum(["meta", "replica", "collector"]),
    leader: z.boolean(),
    alive: z.nullable(z.boolean()),
    starting: z.boolean(),
  }),
);

/** A server of the roster, under the cluster's own name for it. */
export interface RosterEntry {
  server: string;
  role: "meta" | "replica" | "collector";
  leader: boolean;
  /** null: not known yet. A replica server as `/meta/nodes` says, a meta by its last answer. */
  alive: boolean | null;
  /** A meta that is (or may be) starting is not asked for `/meta/*` (reference 9.1). */
  starting: boolean;
}
