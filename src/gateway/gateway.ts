// The gateway as one web-standard handler: what the browser may ask, and who answers. It listens nowhere by itself.
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { ClusterEntry } from "#api/clusters.ts";
import { FLEET_ROLES } from "#api/fleet.ts";
import { replayMoveSchema } from "#api/replay.ts";
import { OPEN, type AccessSettings } from "./access.ts";
import type { Audit } from "./audit.ts";
import { changeRoutes } from "./change-routes.ts";
import type { Clock } from "./clock.ts";
import { diagnoseRoute } from "./diagnose-route.ts";
import { Clusters, type ConfiguredCluster, type ReplayControl, type Watched } from "./clusters.ts";
import { compression } from "./compression.ts";
import { callerOf, recognise, requireSignIn, welcome, type Env, type GatewayContext } from "./entrance.ts";
import { GatewayFailure, failureResponse } from "./failure.ts";
import { askFleet, checkFleet } from "./fleet.ts";
import { front, type Front } from "./front.ts";
import { requireIntent, type Doors } from "./guard.ts";
import type { HistoryOptions } from "./history/cluster-history.ts";
import { historyRoutes } from "./history/routes.ts";
import type { Log } from "./log.ts";
import type { Resolve } from "./names.ts";
import { linesAsTheyCome } from "./ndjson.ts";
import { answerLoad } from "./load-route.ts";
import { OwnMetrics, type ClusterState } from "./own-metrics.ts";
import { People } from "./people/people.ts";
import { ScrapeToken } from "./people/scrape-token.ts";
import { Vault } from "./people/vault.ts";
import { Visits } from "./people/visit.ts";
import { allowedAge, proxy, readSafely } from "./proxy.ts";
import { pathAndQuery, proxyRoute } from "./proxy-route.ts";
import { readLane } from "./read-lane.ts";
import { bodyAs } from "./request-body.ts";
import { rereadCutOff } from "./reread.ts";
import { sessionRoutes } from "./session-routes.ts";
import type { Limits } from "./upstream.ts";

export interface GatewayOptions {
  readonly clusters: readonly ConfiguredCluster[];
  readonly clock: Clock;
  readonly resolve: Resolve;
  readonly doors: Doors;
  /** Open to everybody unless told. */
  readonly access?: AccessSettings;
  /** Null: it cannot be written, so changes are refused. */
  readonly audit: Audit | null;
  /** Sessions end with the process unless there is one. */
  readonly vault?: Vault;
  /** Nothing is remembered, and nothing sampled while nobody looks, unless told. The gateway closes it. */
  readonly history?: HistoryOptions;
  readonly log: Log;
  readonly limits?: Limits;
  /** The dashboard's own. */
  readonly version?: string;
}

/** What the configuration can change while the gateway runs. */
interface LiveSettings {
  readonly clusters: readonly ConfiguredCluster[];
  readonly access: AccessSettings;
}

export interface Gateway {
  /** Straight from a connection; false: nothing was done, and `fetch` is to answer. */
  readonly answer: Front["answer"];
  /** @param peer the address at the other end of the connection; null: not known, and so trusted in nothing. */
  fetch(request: Request, peer?: string | null): Promise<Response>;
  /** Gives an answer that somebody else made its number, and a line in the log. */
  readonly note: Front["note"];
  /** From the next request on. */
  change(settings: LiveSettings): Promise<void>;
  close(): Promise<void>;
}

/** A change of a flag on a thousand servers, named one by one, fits twice. */
const LARGEST_BODY_BYTES = 64 * 1024;

export function gateway(options: GatewayOptions): Gateway {
  const { clock, resolve, doors, audit, log, limits, history, access = OPEN } = options;
  const metrics = new OwnMetrics(options.version ?? "unknown", () => clusters.all().map(stateOf));
  const clusters: Clusters = new Clusters(options.clusters, {
    clock,
    resolve,
    onAsked: (asked) => metrics.upstream(asked),
    log,
    ...(history === undefined ? {} : { history }),
    ...(limits === undefined ? {} : { limits }),
  });
  const people = new People({ settings: access.signIn, vault: options.vault ?? new Vault(null, log), clock });
  const scrapeToken = new ScrapeToken(access.scrapeTokenHash);
  let visits = new Visits(access);
  const app = new Hono<Env>();
  app.use(welcome());
  app.use(compression());
  const limited = bodyLimit({
    maxSize: LARGEST_BODY_BYTES,
    onError: () => failureResponse(new GatewayFailure("too-large", "The body is over 64 KiB.")),
  });
  app.use((c, next) => (c.req.method === "GET" ? next() : limited(c, next)));
  app.onError((error, c) => {
    if (!(error instanceof GatewayFailure)) log.mistake(error, c.var.id);
    return failureResponse(error);
  });
  app.notFound((c) => noRoute(c));

  app.get("/healthz", (c) => c.json({ status: "ok" }));
  sessionRoutes(app, people, doors);
  // What stands above needs no sign-in; everything below does.
  app.use(recognise(people));
  app.use(requireSignIn(scrapeToken));

  app.get("/metrics", async (c) => c.text(await metrics.text(), 200, { "content-type": metrics.contentType }));
  app.get("/api/clusters", async (c) =>
    c.json(await Promise.all(clusters.all().map((entry) => describe(entry, audit)))),
  );
  app.get("/api/clusters/:cluster/servers", async (c) =>
    c.json(await clusters.named(c.req.param("cluster")).cluster.roster()),
  );
  app.get("/api/clusters/:cluster/load", async (c) => {
    const { sampler, cluster } = clusters.named(c.req.param("cluster"));
    return c.json(await answerLoad(sampler, cluster, c.req.query()));
  });
  diagnoseRoute(app, { clusters, log, ...(limits === undefined ? {} : { limits }) });
  historyRoutes(app, { named: (name) => clusters.named(name), store: history?.store ?? null, audit, clock });
  changeRoutes(app, { clusterOf: (name) => clusters.named(name).cluster, audit, clock, doors, log });
  app.get("/api/clusters/:cluster/replay", (c) => c.json(replayOf(clusters.named(c.req.param("cluster"))).state()));
  app.post("/api/clusters/:cluster/replay", async (c) => {
    const entry = clusters.named(c.req.param("cluster"));
    const replay = replayOf(entry);
    requireIntent(c.req.raw, doors);
    replay.move(await bodyAs(c, replayMoveSchema));
    for (const memory of [entry.cluster, entry.health, entry.sampler, entry.history]) memory?.forget();
    return c.json(replay.state());
  });
  app.get("/api/clusters/:cluster/fleet/:role/*", (c) => {
    const { cluster } = clusters.named(c.req.param("cluster"));
    const role = FLEET_ROLES.find((name) => name === c.req.param("role"));
    if (role === undefined)
      throw new GatewayFailure("bad-request", `The role of a fleet is one of ${FLEET_ROLES.join(", ")}.`);
    const rest = /^\/api\/clusters\/[^/]+\/fleet\/[^/?]+(.*)$/.exec(pathAndQuery(c.req.url))?.[1] ?? "";
    const question = { role, target: readSafely(rest), maxAgeMs: allowedAge(c.req.raw.headers) };
    checkFleet(question);
    return linesAsTheyCome((lines) => askFleet(cluster, question, lines), log);
  });
  app.all("/api/clusters/:cluster/*", async (c) => {
    const { cluster } = clusters.named(c.req.param("cluster"));
    const route = proxyRoute(c.req.url);
    if (route === null || (c.req.method !== "GET" && c.req.method !== "POST")) return noRoute(c);
    const asked = { caller: callerOf(c), id: c.var.id, acceptEncoding: c.req.header("accept-encoding") ?? null };
    return proxy({ cluster, audit, clock, doors, ...asked }, route.via, route.rest, c.req.raw);
  });

  const stop = new AbortController();
  let rereading = reread();
  function reread(): Promise<unknown> {
    if (audit === null) return Promise.resolve();
    const each = clusters.all().map(({ cluster }) => rereadCutOff(cluster, audit, clock, stop.signal));
    return Promise.all(each).catch((error: unknown) => log.mistake(error));
  }

  const { answer, note, fetch } = front({
    doors,
    log,
    onRequest: (entry) => metrics.requested(entry),
    visitOf: (headers, peer) => visits.read(headers, peer),
    lane: readLane({ clusters, people, audit, clock, doors }),
    routes: async (request, arrival) => app.fetch(request, { arrival }),
  });
  return {
    answer,
    note,
    fetch: (request, peer = null) => fetch(request, peer),
    change: async (settings) => {
      visits = new Visits(settings.access);
      people.change(settings.access.signIn);
      scrapeToken.change(settings.access.scrapeTokenHash);
      await clusters.change(settings.clusters);
      rereading = rereading.then(reread); // of clusters that are new
    },
    close: async () => {
      stop.abort();
      await clusters.close();
      await history?.webhook?.close();
      await history?.store?.close();
      await rereading;
      audit?.close();
    },
  };
}

function stateOf({ cluster, sampler }: Watched): ClusterState {
  const known = cluster.known();
  const { running, interval } = sampler.pace;
  const count = (role: "meta" | "replica"): number => known.filter((server) => server.role === role).length;
  return {
    cluster: cluster.settings.name,
    servers: { meta: count("meta"), replica: count("replica") },
    starting: known.filter(({ starting }) => starting).length,
    sampling: running,
    samplerIntervalSeconds: interval,
  };
}

function noRoute(c: GatewayContext): Response {
  return failureResponse(new GatewayFailure("not-found", `The dashboard's server has no route ${c.req.path}.`));
}

async function describe({ cluster, health }: Watched, audit: Audit | null): Promise<ClusterEntry> {
  const { name, title, environment, writes, writesRefused, kind, scenario } = cluster.settings;
  const refused =
    writes && audit === null ? "The audit log cannot be written, and no change is made without it." : writesRefused;
  return {
    name,
    title,
    environment,
    writes: writes && audit !== null,
    ...(refused === undefined ? {} : { writesRefused: refused }),
    kind,
    ...(scenario === undefined ? {} : { scenario }),
    ...(await health.now()),
  };
}

function replayOf({ replay, cluster }: Watched): ReplayControl {
  if (replay !== null) return replay;
  throw new GatewayFailure(
    "not-found",
    `The cluster ${cluster.settings.name} is not a recording, so it has no clock to move.`,
  );
}
