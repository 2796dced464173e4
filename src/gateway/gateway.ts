// The gateway as one web-standard handler: what the browser may ask, and who answers. It listens nowhere by itself.
import { Hono, type Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { configChangeSchema, type ConfigLine } from "#api/changes.ts";
import type { ClusterEntry, Session } from "#api/clusters.ts";
import { FLEET_ROLES, type FleetLine } from "#api/fleet.ts";
import { replayMoveSchema, type ReplayMove, type ReplayState } from "#api/replay.ts";
import type { Audit } from "./audit.ts";
import type { Caller } from "./caller.ts";
import { brotli } from "./brotli.ts";
import { changeConfig } from "./change-config.ts";
import type { Clock } from "./clock.ts";
import { GatewayFailure, failureResponse } from "./failure.ts";
import { askFleet, checkFleet } from "./fleet.ts";
import { refuseHost, requireIntent, type Doors } from "./guard.ts";
import { HealthAtAGlance } from "./health-at-a-glance.ts";
import type { Log } from "./log.ts";
import { linesAsTheyCome } from "./ndjson.ts";
import { allowedAge, proxy, readSafely, refuseReadOnly, requireAudit } from "./proxy.ts";
import type { Resolve } from "./names.ts";
import { Sampler } from "./sampler.ts";
import type { ClusterSettings } from "./settings.ts";
import type { Limits } from "./upstream.ts";
import { WatchedCluster } from "./watched-cluster.ts";

/** The clock of a recording, where a cluster is one. */
export interface ReplayControl {
  state(): ReplayState;
  move(move: ReplayMove): void;
}

export interface GatewayOptions {
  readonly clusters: readonly { readonly settings: ClusterSettings; readonly replay?: ReplayControl }[];
  readonly clock: Clock;
  readonly resolve: Resolve;
  readonly doors: Doors;
  /** Null: it cannot be written, so changes are refused. */
  readonly audit: Audit | null;
  readonly log: Log;
  readonly limits?: Limits;
}

export interface Gateway {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

interface Watched {
  readonly cluster: WatchedCluster;
  readonly sampler: Sampler;
  readonly health: HealthAtAGlance;
  readonly replay: ReplayControl | null;
}

/** Without sign-in everybody who reaches the dashboard is its operator (design.md). */
const LOCAL: Session = { user: "local", role: "operator", signIn: "none" };
const CALLER: Caller = { user: "local", role: "operator", reason: null };
/** A change of a flag on a thousand servers, named one by one, fits twice. */
const LARGEST_BODY_BYTES = 64 * 1024;

export function gateway(options: GatewayOptions): Gateway {
  const { clock, resolve, doors, audit, log, limits } = options;
  const watched = new Map<string, Watched>(
    options.clusters.map(({ settings, replay }) => {
      const cluster = new WatchedCluster(settings, { clock, resolve, ...(limits === undefined ? {} : { limits }) });
      return [
        settings.name,
        {
          cluster,
          sampler: new Sampler(cluster, clock),
          health: new HealthAtAGlance(cluster, clock),
          replay: replay ?? null,
        },
      ];
    }),
  );
  const app = new Hono();
  app.use(async (c, next) => {
    const refusal = refuseHost(c.req.header("host"), doors);
    if (refusal !== null) return refusal;
    const started = performance.now();
    await next();
    c.header("x-content-type-options", "nosniff");
    log.request({
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      ms: performance.now() - started,
      server: c.res.headers.get("x-pegasus-server"),
    });
    return undefined;
  });
  app.use(compress());
  app.use(brotli());
  app.use(
    bodyLimit({
      maxSize: LARGEST_BODY_BYTES,
      onError: () => failureResponse(new GatewayFailure("too-large", "The body is over 64 KiB.")),
    }),
  );
  app.onError((error) => {
    if (!(error instanceof GatewayFailure)) log.mistake(error);
    return failureResponse(error);
  });
  app.notFound((c) =>
    failureResponse(new GatewayFailure("not-found", `The dashboard's server has no route ${c.req.path}.`)),
  );

  const find = (c: Context): Watched => {
    const name = c.req.param("cluster") ?? "";
    const found = watched.get(name);
    if (found === undefined)
      throw new GatewayFailure("not-found", `There is no cluster "${name}" in this dashboard's configuration.`);
    return found;
  };

  app.get("/healthz", (c) => c.json({ status: "ok" }));
  app.get("/api/session", (c) => c.json(LOCAL));
  app.get("/api/clusters", async (c) =>
    c.json(await Promise.all([...watched.values()].map((entry) => describe(entry, audit)))),
  );
  app.get("/api/clusters/:cluster/servers", async (c) => c.json(await find(c).cluster.roster()));
  app.get("/api/clusters/:cluster/load", (c) => {
    const appId = c.req.query("app") ?? null;
    if (appId !== null && !/^\d{1,9}$/.test(appId))
      throw new GatewayFailure("bad-request", "app must be the number of an app.");
    return c.json(find(c).sampler.load(appId));
  });
  app.get("/api/clusters/:cluster/audit", (c) => c.json(audit?.list(find(c).cluster.settings.name) ?? []));
  app.post("/api/clusters/:cluster/config", async (c) => {
    const { cluster } = find(c);
    requireIntent(c.req.raw, doors);
    refuseReadOnly(cluster);
    const book = requireAudit(audit);
    const change = configChangeSchema.safeParse(await jsonOf(c));
    if (!change.success) throw new GatewayFailure("bad-request", whyNot(change.error.issues));
    return linesAsTheyCome<ConfigLine>(
      (onLine) => changeConfig({ cluster, audit: book, clock, user: CALLER.user }, change.data, onLine),
      log,
    );
  });
  app.get("/api/clusters/:cluster/replay", (c) => c.json(replayOf(find(c)).state()));
  app.post("/api/clusters/:cluster/replay", async (c) => {
    const entry = find(c);
    const replay = replayOf(entry);
    requireIntent(c.req.raw, doors);
    const move = replayMoveSchema.safeParse(await jsonOf(c));
    if (!move.success) throw new GatewayFailure("bad-request", whyNot(move.error.issues));
    replay.move(move.data);
    for (const memory of [entry.cluster, entry.health, entry.sampler]) memory.forget();
    return c.json(replay.state());
  });
  app.get("/api/clusters/:cluster/fleet/:role/*", (c) => {
    const { cluster } = find(c);
    const role = FLEET_ROLES.find((name) => name === c.req.param("role"));
    if (role === undefined)
      throw new GatewayFailure("bad-request", `The role of a fleet is one of ${FLEET_ROLES.join(", ")}.`);
    const rest = /^\/api\/clusters\/[^/]+\/fleet\/[^/?]+(.*)$/.exec(pathAndQuery(c.req.url))?.[1] ?? "";
    const question = { role, target: readSafely(rest), maxAgeMs: allowedAge(c.req.raw) };
    checkFleet(question);
    return linesAsTheyCome<FleetLine>((onLine) => askFleet(cluster, question, onLine), log);
  });
  app.all("/api/clusters/:cluster/*", async (c) => {
    const { cluster } = find(c);
    const route = /^\/api\/clusters\/[^/]+\/(?:(leader)|servers\/([^/?]+))(|[/?].*)$/.exec(pathAndQuery(c.req.url));
    if (route === null || (c.req.method !== "GET" && c.req.method !== "POST")) {
      return failureResponse(new GatewayFailure("not-found", `The dashboard's server has no route ${c.req.path}.`));
    }
    const [, leader, server = "", rest = ""] = route;
    const via = leader ?? decodeServer(server);
    return proxy({ cluster, audit, clock, doors, caller: CALLER }, via, rest, c.req.raw);
  });

  return {
    fetch: async (request) => app.fetch(request),
    close: async () => {
      // What the sampler waits for ends when its connections do.
      await Promise.all([...watched.values()].flatMap(({ sampler, cluster }) => [sampler.close(), cluster.close()]));
      audit?.close();
    },
  };
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
    health: await health.now(),
  };
}

function replayOf({ replay, cluster }: Watched): ReplayControl {
  if (replay !== null) return replay;
  throw new GatewayFailure(
    "not-found",
    `The cluster ${cluster.settings.name} is not a recording, so it has no clock to move.`,
  );
}

function pathAndQuery(url: string): string {
  return url.replace(/^[a-z]+:\/\/[^/]*/i, "");
}

function decodeServer(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new GatewayFailure("bad-request", "The server's name is not readable.");
  }
}

async function jsonOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    throw new GatewayFailure("bad-request", "The body is not JSON.");
  }
}

function whyNot(issues: readonly { path: PropertyKey[]; message: string }[]): string {
  return issues
    .map(({ path, message }) => `${path.length === 0 ? "The body" : path.map(String).join(".")}: ${message}`)
    .join("; ");
}
