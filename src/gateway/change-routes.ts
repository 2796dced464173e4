// The routes that change a flag, show a secret one, and tell what was changed.
import type { Hono } from "hono";
import { AUDIT_LIMIT, configChangeSchema, revealSchema } from "#api/changes.ts";
import type { Audit } from "./audit.ts";
import { requireOperator } from "./caller.ts";
import { changeConfig } from "./change-config.ts";
import type { Clock } from "./clock.ts";
import { callerOf, type Env } from "./entrance.ts";
import { GatewayFailure } from "./failure.ts";
import { requireIntent, type Doors } from "./guard.ts";
import type { Log } from "./log.ts";
import { linesAsTheyCome } from "./ndjson.ts";
import { refuseReadOnly, requireAudit } from "./proxy.ts";
import { bodyAs } from "./request-body.ts";
import { reveal } from "./reveal.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

export interface ChangeRoutesOptions {
  readonly clusterOf: (name: string) => WatchedCluster;
  readonly audit: Audit | null;
  readonly clock: Clock;
  readonly doors: Doors;
  readonly log: Log;
}

export function changeRoutes(app: Hono<Env>, { clusterOf, audit, clock, doors, log }: ChangeRoutesOptions): void {
  app.post("/api/clusters/:cluster/config", async (c) => {
    const cluster = clusterOf(c.req.param("cluster"));
    const caller = callerOf(c);
    requireIntent(c.req.raw, doors);
    requireOperator(caller);
    refuseReadOnly(cluster);
    const book = requireAudit(audit);
    const change = await bodyAs(c, configChangeSchema);
    const reason = change.reason ?? caller.reason;
    const context = { cluster, audit: book, clock, caller: { ...caller, reason } };
    // What was begun is done, whether or not somebody reads what comes of it.
    return linesAsTheyCome(({ write }) => changeConfig(context, change, (line) => void write(line)), log);
  });
  app.post("/api/clusters/:cluster/reveal", async (c) => {
    const cluster = clusterOf(c.req.param("cluster"));
    const caller = callerOf(c);
    requireIntent(c.req.raw, doors);
    requireOperator(caller);
    const book = requireAudit(audit);
    return c.json(await reveal({ cluster, audit: book, clock, caller }, await bodyAs(c, revealSchema)));
  });
  app.get("/api/clusters/:cluster/audit", (c) => {
    const { name } = clusterOf(c.req.param("cluster")).settings;
    return c.json(audit?.list(name, limitIn(c.req.query("limit"))) ?? []);
  });
}

function limitIn(text: string | undefined): number {
  const limit = Number(text ?? AUDIT_LIMIT.standard);
  if (text !== undefined && !/^[1-9]\d{0,8}$/.test(text))
    throw new GatewayFailure("bad-request", "limit must be a number, 1 or more.");
  return Math.min(limit, AUDIT_LIMIT.most);
}
