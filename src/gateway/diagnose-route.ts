// `GET /api/diagnose?address=`: for addresses of the configuration alone, so that nobody can have others looked at by it.
import type { Hono } from "hono";
import { SECOND } from "./clock.ts";
import type { Clusters } from "./clusters.ts";
import { diagnose } from "./diagnose.ts";
import type { Env } from "./entrance.ts";
import { GatewayFailure } from "./failure.ts";
import { Limit, TooBusy } from "./limit.ts";
import type { Log } from "./log.ts";
import { linesAsTheyCome } from "./ndjson.ts";
import type { Limits } from "./upstream.ts";
import type { WatchedCluster } from "./watched-cluster.ts";

/** Each asks on a connection beside the kept ones. */
const AT_ONCE = 2;
const LONGEST_WAIT_MS = 10 * SECOND;
const CONNECT_MS = 2 * SECOND;
/** The safe paths answer from memory. */
const PATIENCE_MS = 3 * SECOND;

interface DiagnoseRouteOptions {
  readonly clusters: Clusters;
  readonly log: Log;
  readonly limits?: Limits;
}

export function diagnoseRoute(app: Hono<Env>, { clusters, log, limits }: DiagnoseRouteOptions): void {
  const turns = new Limit(AT_ONCE);
  const connectMs = limits?.connectMs ?? CONNECT_MS;
  const patienceMs = Math.min(limits?.patienceMs ?? PATIENCE_MS, PATIENCE_MS);
  app.get("/api/diagnose", async (c) => {
    const address = c.req.query("address") ?? "";
    const cluster = configured(clusters, address);
    await turns.enter(LONGEST_WAIT_MS).catch((error: unknown) => {
      if (!(error instanceof TooBusy)) throw error;
      throw new GatewayFailure("busy", "Others have connections looked at just now.", { retryAfter: 5, cause: error });
    });
    return linesAsTheyCome(
      ({ write }) => diagnose({ cluster, address, connectMs, patienceMs }, write).finally(() => turns.leave()),
      log,
    );
  });
}

/** @throws {GatewayFailure} not-a-member, or bad-request where there is nothing to look at */
function configured(clusters: Clusters, address: string): WatchedCluster {
  const found = clusters.all().find(({ cluster }) => cluster.settings.metas.includes(address));
  if (found === undefined) {
    const message = `${address} is not a meta server of this dashboard's configuration, so nothing was sent to it.`;
    throw new GatewayFailure("not-a-member", message);
  }
  if (found.cluster.settings.kind !== "replay") return found.cluster;
  throw new GatewayFailure("bad-request", "This is a recording: there is no server to connect to.");
}
