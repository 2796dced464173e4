// What many servers said to one question, as rows of a table: who says something else than most is seen at once. Pure.
import type { RosterEntry } from "#api/clusters.ts";
import type { Endpoint } from "#pegasus/endpoint.ts";
import type { Target } from "#pegasus/target.ts";
import type { Failure } from "../../answer.ts";
import type { FleetLine } from "../../fleet.ts";
import type { Whom } from "../../queries-fleet.ts";
import type { Exchange } from "../../send.ts";
import type { FleetRole } from "./url-state.ts";

export interface FleetRow {
  readonly server: string;
  readonly role: RosterEntry["role"];
  /** Null while it has not answered. */
  readonly exchange: Exchange | null;
  readonly failure: Failure | null;
  /** At the chosen path; null: no such value. */
  readonly value: string | null;
  /** Whether it says something else than most do; null where nothing can be told. */
  readonly differs: boolean | null;
}

/** Who can be asked: servers whose kind has the call, of the chosen role. */
export function askable(
  roster: readonly RosterEntry[],
  endpoint: Endpoint | undefined,
  role: FleetRole,
): readonly RosterEntry[] {
  return roster.filter(
    (entry) => endpoint?.servers.includes(entry.role) === true && (role === "all" || entry.role === role),
  );
}

/** Why the question is not put to all servers; null: it may be. */
export function whyNotAll({ path, query }: Target, endpoint: Endpoint | undefined): string | null {
  if (endpoint?.effect !== "read") return "Only calls that read are put to many servers at once.";
  if ((path === "meta/apps" || path === "meta/nodes") && query.has("detail"))
    return "With detail this can bring a meta server down while a table is dropped or split, so it is asked of the leader alone, and seldom.";
  return null;
}

/** Whether an answer can be many megabytes, so that somebody should mean it. */
export function isHeavy({ path, query }: Target): boolean {
  return path === "metrics" && !query.has("metrics") && !query.has("ids") && (query.get("types") ?? "") !== "server";
}

/** How these servers are asked: by one request where they are all of a role that the gateway knows, and no answer is large. */
export function wayTo(servers: readonly RosterEntry[], heavy: boolean): Whom {
  const [first, ...others] = new Set(servers.map(({ role }) => role));
  if (heavy || first === undefined || first === "collector" || others.includes("collector"))
    return { servers: servers.map(({ server }) => server) };
  return { role: others.length === 0 ? first : "all" };
}

/** `valueOf`: the value of one answer at the chosen path. */
export function fleetRows(
  servers: readonly RosterEntry[],
  lines: readonly FleetLine[],
  valueOf: ((exchange: Exchange) => string | null) | null,
): FleetRow[] {
  const byServer = new Map(lines.map((line) => [line.server, line]));
  const rows = servers.map(({ server, role }) => {
    const line = byServer.get(server);
    const exchange = line !== undefined && "exchange" in line ? line.exchange : null;
    const failure = line !== undefined && "failure" in line ? line.failure : null;
    const value = exchange === null || valueOf === null ? null : valueOf(exchange);
    return {
      server,
      role,
      exchange,
      failure,
      value,
      said: exchange === null ? null : saidBy(exchange, value, valueOf),
    };
  });
  const usual = mostCommon(rows.flatMap(({ said }) => said ?? []));
  return rows.map(({ said, ...row }) => ({
    ...row,
    differs: said === null || usual === null ? null : said !== usual,
  }));
}

/** Null: a backup that sends to the leader says nothing itself. */
function saidBy(exchange: Exchange, value: string | null, valueOf: unknown): string | null {
  if (exchange.status === 307) return null;
  return valueOf === null ? `${exchange.status} ${exchange.text}` : `= ${value ?? ""}`;
}

/** Null where no text is said by more than one, or two are said equally often: then nobody is the odd one. */
function mostCommon(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [first, second] = [...counts].toSorted((a, b) => b[1] - a[1]);
  if (first === undefined || first[1] < 2 || first[1] === second?.[1]) return null;
  return first[0];
}

/** Each value with how many servers have it, the most common first. */
export function tally(rows: readonly FleetRow[]): readonly { readonly value: string | null; readonly count: number }[] {
  const counts = new Map<string | null, number>();
  for (const { exchange, value } of rows)
    if (exchange !== null && exchange.status !== 307) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count);
}
