// What a snapshot asks of whom: every safe read of the endpoint table, each in the form from which a replay can answer the most. Pure.
import type { RosterEntry } from "#api/clusters.ts";
import type { Endpoint, Role } from "#pegasus/endpoint.ts";
import { ENDPOINTS } from "#pegasus/endpoints.ts";
import { LOAD_QUERY, STORAGE_FILES, STORAGE_MB } from "#pegasus/load-metrics.ts";
import { writeTarget } from "#pegasus/target.ts";
import type { Asking } from "./har.ts";

export interface Choice {
  /** `/metrics` of every server without a filter. */
  readonly allMetrics: boolean;
  /** The calls of replica servers that are about one table, for each table. */
  readonly replicaTables: boolean;
  /** How often the load is asked, `ROUND_SECONDS` apart; rates need two. */
  readonly rounds: number;
}

export const ROUND_SECONDS = 10;

export interface Table {
  readonly id: number;
  readonly name: string;
}

/** What it lists at `/` tells what a server can be asked; null where it did not say. */
export type Listed = ReadonlySet<string> | null;

/** Follow from other answers (`/config` from `/configs`), or have their own place and form below. */
const APART: ReadonlySet<string> = new Set(["/", "/config", "/metrics", "/meta/cluster", "/meta/apps", "/meta/nodes"]);

/** All entities but replicas and partitions, which are many. */
const FEW_ENTITIES = "server,disk,queue,profiler,connection,latency_tracer,backup_policy,table";

const LOAD = target("/metrics", LOAD_QUERY);

function target(path: string, query: ReadonlyMap<string, string> = new Map()): string {
  return writeTarget({ path: path.slice(1), query });
}

/** First of each server: whether it is there, and what it can be asked. */
export const GREETING = "/";

/** What the leader alone can say of the cluster, once each: `?detail` of these is not asked lightly (reference 9.1). */
export const LISTS = { apps: "/meta/apps?detail", nodes: "/meta/nodes?detail" } as const;

/** Last of the first round, so that a replay begins at a moment at which everything else has been answered, too. */
export const LAST = "/meta/cluster";

/** All else that one server is asked, in order. */
export function questionsFor(
  { server, role, leader }: Pick<RosterEntry, "server" | "role" | "leader">,
  listed: Listed,
  tables: readonly Table[],
  choice: Choice,
): Asking[] {
  const targets = [
    ...readsOf(role, listed).flatMap((endpoint) => targetsOf(endpoint, { role, leader }, tables, choice)),
    ...(isListed("/metrics", listed) ? metricsOf(role, choice) : []),
  ];
  return targets.map((text) => ({ server, target: text }));
}

/** One round of what rates are made of. */
export function roundOf(servers: readonly Pick<RosterEntry, "server" | "role">[]): Asking[] {
  return servers.filter(({ role }) => role === "replica").map(({ server }) => ({ server, target: LOAD }));
}

function readsOf(role: Role, listed: Listed): Endpoint[] {
  return ENDPOINTS.filter(
    ({ path, effect, servers }) =>
      effect === "read" && servers.includes(role) && !APART.has(path) && isListed(path, listed),
  );
}

/** A server that does not tell what it can be asked is asked nothing more. */
function isListed(path: string, listed: Listed): boolean {
  return listed?.has(path) === true;
}

function targetsOf(
  { path, parameters }: Endpoint,
  { role, leader }: Pick<RosterEntry, "role" | "leader">,
  tables: readonly Table[],
  choice: Choice,
): string[] {
  // The others would only send it on.
  if (path.startsWith("/meta/") && !leader) return [];
  const needed = parameters.find(({ required }) => required)?.name;
  if (needed === undefined) return [path];
  if (role === "replica" && !choice.replicaTables) return [];
  const detail = parameters.some(({ name }) => name === "detail") ? [["detail", ""] as const] : [];
  return tables.map(({ id, name }) =>
    target(path, new Map([[needed, needed === "name" ? name : String(id)], ...detail])),
  );
}

function metricsOf(role: Role, { allMetrics }: Choice): string[] {
  if (allMetrics) return ["/metrics"];
  const few = target("/metrics", new Map([["types", FEW_ENTITIES]]));
  const storage = target(
    "/metrics",
    new Map([
      ["types", "replica"],
      ["metrics", `${STORAGE_MB},${STORAGE_FILES}`],
    ]),
  );
  return role === "replica" ? [few, storage] : [few];
}
